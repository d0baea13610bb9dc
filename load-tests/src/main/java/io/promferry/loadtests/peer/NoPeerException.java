package io.promferry.loadtests.peer;

import java.io.Serial;

/** A peer that a test needs cannot be had; the message says why. */
public final class NoPeerException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  public NoPeerException(String reason) {
    super(reason);
  }

  NoPeerException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
