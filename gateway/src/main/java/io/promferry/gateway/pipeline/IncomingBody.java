package io.promferry.gateway.pipeline;

import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.wire.WriteVersion;

/**
 * A body as a tenant sent it, until it is let go: what has been decoded is not needed any more, and
 * may be large. Has one user at a time.
 */
public final class IncomingBody {
  private static final byte[] GONE = {};

  private final int length;
  private final BodyEncoding encoding;
  private final WriteVersion version;
  private final long receivedAt;
  private byte[] bytes;

  /**
   * Of the first {@code length} bytes of an array that is not written to any more.
   *
   * @param receivedAt in milliseconds since 1970, not negative
   */
  public IncomingBody(
      byte[] bytes, int length, BodyEncoding encoding, WriteVersion version, long receivedAt) {
    this.bytes = bytes;
    this.length = length;
    this.encoding = encoding;
    this.version = version;
    this.receivedAt = receivedAt;
  }

  /** The array that begins with the body; empty once it has been let go. */
  public byte[] bytes() {
    return bytes;
  }

  public int length() {
    return length;
  }

  public BodyEncoding encoding() {
    return encoding;
  }

  public WriteVersion version() {
    return version;
  }

  long receivedAt() {
    return receivedAt;
  }

  /** Lets go of the array. */
  void release() {
    bytes = GONE;
  }
}
