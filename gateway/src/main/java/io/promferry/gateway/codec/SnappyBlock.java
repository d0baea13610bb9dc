package io.promferry.gateway.codec;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyError;

/**
 * The snappy block format (google/snappy {@code format_description.txt}; remote write 1.0,
 * "Protocol"): a varint with the decoded length, then literals and copies.
 */
public final class SnappyBlock {
  private static final int PREAMBLE_BYTES = 5;

  /** Of many blocks of 64 KiB, none of which refers to another (format_description.txt, 2). */
  private static final int PIECE_BYTES = 1 << 20;

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
   * Encodes the first {@code length} bytes of {@code source} into an array that has no byte to
   * spare. Takes twice the memory of the result and little besides, where {@link #encode(byte[],
   * int, byte[])} has to be given more than the source's length.
   */
  public static byte[] encode(byte[] source, int length) {
    var pieces = new ArrayList<byte[]>(length / PIECE_BYTES + 2);
    pieces.add(preamble(length));
    var target = new byte[maxEncodedLength(Math.min(length, PIECE_BYTES))];
    try {
      for (int from = 0; from < length; from += PIECE_BYTES) {
        int piece = Math.min(PIECE_BYTES, length - from);
        int encoded = Snappy.compress(source, from, piece, target, 0);
        pieces.add(Arrays.copyOfRange(target, preamble(piece).length, encoded));
      }
    } catch (IOException e) {
      throw new AssertionError("snappy encodes any bytes into a large enough array", e);
    }
    return joined(pieces);
  }

  private static byte[] joined(List<byte[]> pieces) {
    var all = new byte[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int length = 0;
    for (byte[] piece : pieces) {
      System.arraycopy(piece, 0, all, length, piece.length);
      length += piece.length;
    }
    return all;
  }

  /** The decoded length as a varint. */
  private static byte[] preamble(int decodedLength) {
    var varint = new byte[PREAMBLE_BYTES];
    int length = 0;
    int rest = decodedLength;
    for (; rest >>> 7 != 0; rest >>>= 7) {
      varint[length++] = (byte) (rest | 0x80);
    }
    varint[length++] = (byte) rest;
    return Arrays.copyOf(varint, length);
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
