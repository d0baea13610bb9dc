package io.promferry.gateway.files;

/** What a file holds cannot be used; the message says why, and nothing of the contents. */
public final class UnusableFileException extends Exception {
  public UnusableFileException(String message) {
    super(message);
  }
}
