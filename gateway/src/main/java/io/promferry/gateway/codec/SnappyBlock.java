package io.promferry.gateway.codec;

import java.io.IOException;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/**
 * The snappy block format (google/snappy {@code format_description.txt}; remote write 1.0,
 * "Protocol"): a varint with the decoded length, then literals and copies.
 */
public final class SnappyBlock {
  private static final int PREAMBLE_BYTES = 5;

  private SnappyBlock() {}

  /**
   * The decoded length that the body declares, 0 to 4,294,967,295 bytes. Nothing is decoded yet.
   *
   * @throws CorruptBodyException if the body does not begin with a 32-bit varint
   */
  public static long declaredLength(byte[] body, int length) throws CorruptBodyException {
    long declared = 0;
    for (int i = 0; i < Math.min(PREAMBLE_BYTES, length); i++) {
      declared |= (body[i] & 0x7fL) << (7 * i);
      if (body[i] >= 0) {
        if (declared >>> Integer.SIZE != 0) {
          break;
        }
        return declared;
      }
    }
    throw new CorruptBodyException(
        length == 0 ? "empty body" : "corrupt snappy: no decoded length");
  }

  /**
   * Decodes the first {@code length} bytes of {@code body} into {@code target}, which has room for
   * {@link #declaredLength}; returns how many bytes were written.
   *
   * @throws CorruptBodyException if the body is corrupt or decodes to another length
   */
  public static int decode(byte[] body, int length, byte[] target) throws CorruptBodyException {
    long declared = declaredLength(body, length);
    if (declared > target.length) {
      throw new IllegalArgumentException("no room for " + declared + " bytes in " + target.length);
    }
    try {
      int decoded = Snappy.rawUncompress(body, 0, length, target, 0);
      if (decoded != declared) {
        throw new CorruptBodyException("corrupt snappy: decoded length differs from the declared");
      }
      return decoded;
    } catch (IOException | SnappyError e) {
      throw new CorruptBodyException("corrupt snappy");
    }
  }

  /** The most bytes that so many source bytes can encode to. */
  public static int maxEncodedLength(int sourceLength) {
    return Snappy.maxCompressedLength(sourceLength);
  }

  /**
   * Encodes the first {@code length} bytes of {@code source} into {@code target}, which has room
   * for {@link #maxEncodedLength}; returns how many bytes were written.
   */
  public static int encode(byte[] source, int length, byte[] target) {
    try {
      return Snappy.compress(source, 0, length, target, 0);
    } catch (IOException e) {
      throw new AssertionError("snappy encodes any bytes into a large enough array", e);
    }
  }
}
