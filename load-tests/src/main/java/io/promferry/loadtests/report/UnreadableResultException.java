package io.promferry.loadtests.report;

import java.io.IOException;
import java.io.Serial;

/** A file is not the result of a run; the message says which file and why. */
public final class UnreadableResultException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  public UnreadableResultException(String message) {
    super(message);
  }
}
