package io.promferry.gateway.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Comparisons of byte ranges as strings: order, ASCII, UTF-8. */
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  static final int WIDE = 32;
  private static final long HIGH_BITS = 0x8080808080808080L;

  /** The eight bytes of {@code __name__}, as {@link #longAt} reads them. */
  private static final long METRIC_NAME = 0x5f5f656d616e5f5fL;

  private static final int METRIC_NAME_LENGTH = 8;

  private Bytes() {}

  static boolean isMetricName(byte[] buf, int offset, int length) {
    return length == METRIC_NAME_LENGTH && longAt(buf, offset) == METRIC_NAME;
  }

  /** Compares as Go compares strings: by unsigned bytes, a prefix first. */
  static int compare(byte[] a, int aFrom, int aTo, byte[] b, int bFrom, int bTo) {
    int length = Math.min(aTo - aFrom, bTo - bFrom);
    int same = common(a, aFrom, b, bFrom, length);
    return same < length
        ? (a[aFrom + same] & 0xff) - (b[bFrom + same] & 0xff)
        : (aTo - aFrom) - (bTo - bFrom);
  }

  /** How many bytes at {@code a} and at {@code b} are the same, up to {@code most}. */
  static int common(byte[] a, int aFrom, byte[] b, int bFrom, int most) {
    if (aFrom > a.length - Long.BYTES || bFrom > b.length - Long.BYTES) {
      return mismatch(a, aFrom, b, bFrom, 0, most);
    }
    long difference = longAt(a, aFrom) ^ longAt(b, bFrom);
    if (most < Long.BYTES) {
      difference |= 1L << (Byte.SIZE * most);
    }
    return difference != 0
        ? Long.numberOfTrailingZeros(difference) / Byte.SIZE
        : mismatch(a, aFrom, b, bFrom, Long.BYTES, most);
  }

  private static int mismatch(byte[] a, int aFrom, byte[] b, int bFrom, int known, int most) {
    int different = Arrays.mismatch(a, aFrom + known, aFrom + most, b, bFrom + known, bFrom + most);
    return different < 0 ? most : known + different;
  }

  static boolean isAscii(byte[] buf, int from, int to) {
    int length = to - from;
    if (length < Long.BYTES) {
      return isShortAscii(buf, from, to);
    }
    long all = longAt(buf, from) | longAt(buf, to - Long.BYTES);
    if (length > 2 * Long.BYTES) {
      int quarter = from + Long.BYTES;
      all |= longAt(buf, quarter) | longAt(buf, to - 2 * Long.BYTES);
      for (int i = quarter + Long.BYTES; i < to - 2 * Long.BYTES; i += Long.BYTES) {
        all |= longAt(buf, i);
      }
    }
    return (all & HIGH_BITS) == 0;
  }

  private static boolean isShortAscii(byte[] buf, int from, int to) {
    if (from <= buf.length - Long.BYTES) {
      long high = longAt(buf, from) & HIGH_BITS;
      return (high & (1L << (Byte.SIZE * (to - from))) - 1) == 0;
    }
    for (int i = from; i < to; i++) {
      if (buf[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether the bytes are well-formed UTF-8 (Unicode table 3-7): no surrogates, nothing overlong.
   */
  static boolean isUtf8(byte[] buf, int from, int to) {
    int i = from;
    while (i < to) {
      int lead = buf[i++];
      if (lead >= 0) {
        continue;
      }
      int following = followingBytes(lead & 0xff);
      if (following == 0 || to - i < following || !isSecondByte(lead & 0xff, buf[i] & 0xff)) {
        return false;
      }
      for (int k = 1; k < following; k++) {
        if ((buf[i + k] & 0xc0) != 0x80) {
          return false;
        }
      }
      i += following;
    }
    return true;
  }

  private static int followingBytes(int lead) {
    if (lead >= 0xc2 && lead <= 0xdf) {
      return 1;
    }
    if (lead >= 0xe0 && lead <= 0xef) {
      return 2;
    }
    return lead >= 0xf0 && lead <= 0xf4 ? 3 : 0;
  }

  private static boolean isSecondByte(int lead, int second) {
    int lowest =
        switch (lead) {
          case 0xe0 -> 0xa0;
          case 0xf0 -> 0x90;
          default -> 0x80;
        };
    int highest =
        switch (lead) {
          case 0xed -> 0x9f;
          case 0xf4 -> 0x8f;
          default -> 0xbf;
        };
    return second >= lowest && second <= highest;
  }

  /** Copies {@link #WIDE} bytes. */
  static void copyWide(byte[] source, int from, byte[] target, int to) {
    LONGS.set(target, to, longAt(source, from));
    LONGS.set(target, to + 8, longAt(source, from + 8));
    LONGS.set(target, to + 16, longAt(source, from + 16));
    LONGS.set(target, to + 24, longAt(source, from + 24));
  }

  static long longAt(byte[] buf, int offset) {
    return (long) LONGS.get(buf, offset);
  }
}
