package io.promferry.gateway.codec;

import java.util.OptionalLong;

/** How a body is compressed on the wire: a {@code Content-Encoding} that senders use. */
public enum BodyEncoding {
  /** The snappy block format, which both versions of the protocol prescribe. */
  SNAPPY {
    @Override
    public OptionalLong declaredLength(byte[] body, int length) throws CorruptBodyException {
      return OptionalLong.of(SnappyBlock.declaredLength(body, length));
    }

    @Override
    public int decode(byte[] body, int length, byte[] target, int limit)
        throws CorruptBodyException {
      return SnappyBlock.decode(body, length, target);
    }
  },

  /** Zstandard frames, which vmagent sends first (facts/remote-write.md 1.5). */
  ZSTD {
    @Override
    public OptionalLong declaredLength(byte[] body, int length) throws CorruptBodyException {
      return ZstdFrames.declaredLength(body, length);
    }

    @Override
    public int decode(byte[] body, int length, byte[] target, int limit)
        throws CorruptBodyException {
      return ZstdFrames.decode(body, length, target, limit);
    }
  };

  /**
   * The decoded length that the first {@code length} bytes of {@code body} declare, in bytes; empty
   * where they need not declare one. Nothing is decoded yet.
   *
   * @throws CorruptBodyException if the body does not begin as this encoding does
   */
  public abstract OptionalLong declaredLength(byte[] body, int length) throws CorruptBodyException;

  /**
   * Decodes the first {@code length} bytes of {@code body} into {@code target}, which has room for
   * {@code limit} bytes, and for the declared length if there is one; returns how many bytes were
   * written.
   *
   * @throws CorruptBodyException if the body is corrupt or decodes to more
   */
  public abstract int decode(byte[] body, int length, byte[] target, int limit)
      throws CorruptBodyException;
}
