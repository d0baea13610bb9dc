package io.promferry.loadtests.report.page;

/** A command line that can be copied. */
final class Command {
  private Command() {}

  static Element of(String words, String command) {
    return Element.of("div", "command")
        .add(Element.of("span", "command-words").text(words))
        .add(Element.of("pre").add(Element.of("code").text(command)));
  }
}
