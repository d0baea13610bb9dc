package io.promferry.gateway.codec;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.util.OptionalLong;

/**
 * Zstandard (RFC 8878), decoded at once into a buffer of bounded size: what the first frame
 * declares has to be enough for all.
 */
final class ZstdFrames {
  private static final long UNKNOWN = -1;

  private ZstdFrames() {}

  /** What the first frame's header declares; a frame may declare nothing (RFC 8878, 3.1.1.1.4). */
  static OptionalLong declaredLength(byte[] body, int length) throws CorruptBodyException {
    if (length == 0) {
      throw new CorruptBodyException("empty body");
    }
    long declared = Zstd.getFrameContentSize(body, 0, length);
    if (declared == UNKNOWN) {
      return OptionalLong.empty();
    }
    if (declared < 0) {
      throw new CorruptBodyException("corrupt zstd: no frame header");
    }
    return OptionalLong.of(declared);
  }

  static int decode(byte[] body, int length, byte[] target, int limit) throws CorruptBodyException {
    if (length == 0) {
      throw new CorruptBodyException("empty body");
    }
    try {
      return (int) Zstd.decompressByteArray(target, 0, limit, body, 0, length);
    } catch (ZstdException e) {
      throw new CorruptBodyException(
          e.getErrorCode() == Zstd.errDstSizeTooSmall()
              ? "zstd decodes to more than " + limit + " bytes"
              : "corrupt zstd");
    }
  }
}
