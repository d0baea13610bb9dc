package io.promferry.gateway.codec;

/**
 * The body is not what its encoding makes. Carries no stack trace: a tenant can cause one per
 * request.
 */
public final class CorruptBodyException extends Exception {
  /** {@code reason} is one plain sentence without any of the body's bytes. */
  public CorruptBodyException(String reason) {
    super(reason, null, false, false);
  }
}
