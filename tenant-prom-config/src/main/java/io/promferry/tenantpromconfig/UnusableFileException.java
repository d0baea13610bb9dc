package io.promferry.tenantpromconfig;

/** A file of the command line that does not hold what it should; the message names it. */
final class UnusableFileException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableFileException(String message) {
    super(message);
  }
}
