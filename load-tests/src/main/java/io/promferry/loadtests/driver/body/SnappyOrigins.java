package io.promferry.loadtests.driver.body;

/**
 * Where each byte of a message comes from in its compressed form: the place of the literal byte
 * that is copied, however often. Trusts what it is given: it comes from our own compressor.
 */
final class SnappyOrigins {
  private static final int LONGEST_SHORT_LITERAL = 60;

  private final byte[] compressed;
  private final int[] origins;
  private int at;
  private int filled;

  private SnappyOrigins(byte[] compressed, int decodedLength) {
    this.compressed = compressed;
    origins = new int[decodedLength];
  }

  /** One offset into {@code compressed} for each byte of the message. */
  static int[] of(byte[] compressed, int decodedLength) {
    return new SnappyOrigins(compressed, decodedLength).read();
  }

  private int[] read() {
    while (compressed[at++] < 0) {
      // The length, which the caller knows.
    }
    while (at < compressed.length) {
      element();
    }
    return origins;
  }

  private void element() {
    int tag = compressed[at++] & 0xff;
    switch (tag & 3) {
      case 0 -> literal(tag >> 2);
      case 1 -> copy((tag >> 2 & 7) + 4, (tag >> 5) << 8 | littleEndian(1));
      case 2 -> copy((tag >> 2) + 1, littleEndian(2));
      default -> copy((tag >> 2) + 1, littleEndian(4));
    }
  }

  private void literal(int code) {
    int length =
        1 + (code < LONGEST_SHORT_LITERAL ? code : littleEndian(code + 1 - LONGEST_SHORT_LITERAL));
    for (int i = 0; i < length; i++) {
      origins[filled++] = at++;
    }
  }

  private void copy(int length, int distance) {
    for (int i = 0; i < length; i++) {
      origins[filled] = origins[filled - distance];
      filled++;
    }
  }

  private int littleEndian(int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value |= (compressed[at++] & 0xff) << (8 * i);
    }
    return value;
  }
}
