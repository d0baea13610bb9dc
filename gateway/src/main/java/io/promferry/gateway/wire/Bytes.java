package io.promferry.gateway.wire;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Comparisons of byte ranges as strings: order, ASCII, UTF-8. */
final class Bytes {
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
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
    for (int i = 0; i < length; i++) {
      int difference = (a[aFrom + i] & 0xff) - (b[bFrom + i] & 0xff);
      if (difference != 0) {
        return difference;
      }
    }
    return (aTo - aFrom) - (bTo - bFrom);
  }

  static boolean isAscii(byte[] buf, int from, int to) {
    int i = from;
    for (; i <= to - Long.BYTES; i += Long.BYTES) {
      if ((longAt(buf, i) & HIGH_BITS) != 0) {
        return false;
      }
    }
    for (; i < to; i++) {
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

  static long longAt(byte[] buf, int offset) {
    return (long) LONGS.get(buf, offset);
  }
}
