package io.promferry.loadtests.cli;

/** Words for a shell and for people. */
final class Words {
  private Words() {}

  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : '\'' + word.replace("'", "'\\''") + '\'';
  }

  /** What a failure says, or what it is. */
  static String message(Throwable failure) {
    var message = failure.getMessage();
    return message == null ? failure.toString() : message;
  }
}
