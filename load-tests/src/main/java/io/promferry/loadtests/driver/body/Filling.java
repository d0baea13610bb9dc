package io.promferry.loadtests.driver.body;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.promferry.loadtests.driver.shape.Generation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * What differs from one write of a body to the next, as {@link #BYTES} bytes in the body.
 *
 * @param timestamp of all samples, in milliseconds since 1970: {@link #FIRST} to {@link #LAST}
 * @param tenant the number that the marker shows
 * @param generation the text that a series which is replaced has in a label
 */
record Filling(long timestamp, double tenant, String generation) {
  /** Of a timestamp: a varint, whose length is the same until the year 2109. */
  static final int TIMESTAMP_BYTES = 6;

  static final int BYTES = TIMESTAMP_BYTES + Double.BYTES + Generation.LENGTH;
  static final long FIRST = 1L << 35;
  static final long LAST = (1L << 42) - 1;

  Filling {
    if (timestamp < FIRST || timestamp > LAST) {
      throw new IllegalArgumentException("timestamp " + timestamp + " is not of this century");
    }
    if (generation.length() != Generation.LENGTH) {
      throw new IllegalArgumentException("generation '" + generation + "' has another length");
    }
  }

  static Filling of(long timestamp, int tenant, int generation) {
    return new Filling(timestamp, tenant, Generation.text(generation));
  }

  /** Bytes that differ from each other and, in all likelihood, from what is around them. */
  static Filling unlikely(SplittableRandom random) {
    long timestamp = random.nextLong(FIRST, LAST);
    double tenant = Double.longBitsToDouble(random.nextLong() & ~(1L << 62) | 1);
    var text = new StringBuilder();
    random.ints(1, ' ').distinct().limit(Generation.LENGTH).forEach(text::appendCodePoint);
    return new Filling(timestamp, tenant, text.toString());
  }

  /** Timestamp, tenant, generation. */
  byte[] bytes() {
    var bytes = new byte[BYTES];
    long rest = timestamp;
    for (int i = 0; i < TIMESTAMP_BYTES; i++) {
      bytes[i] = (byte) (rest & 0x7f | (i == TIMESTAMP_BYTES - 1 ? 0 : 0x80));
      rest >>>= 7;
    }
    ByteBuffer.wrap(bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .position(TIMESTAMP_BYTES)
        .putDouble(tenant)
        .put(generation.getBytes(US_ASCII));
    return bytes;
  }
}
