package io.promferry.gateway.wire;

/**
 * The body is no protobuf write request. Says where and why, never what the bytes were. Carries no
 * stack trace: a tenant can cause one per request.
 */
public final class MalformedWriteRequestException extends RuntimeException {
  private final int offset;

  /** {@code offset} is a position in the decoded body, in bytes from its start. */
  public MalformedWriteRequestException(int offset, String reason) {
    super(reason + " at byte " + offset, null, false, false);
    this.offset = offset;
  }

  /** The position in the decoded body at which it stops making sense. */
  public int offset() {
    return offset;
  }
}
