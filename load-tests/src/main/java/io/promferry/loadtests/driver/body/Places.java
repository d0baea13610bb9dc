package io.promferry.loadtests.driver.body;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Where in some bytes the bytes of a {@link Filling} are.
 *
 * @param at offsets into the bytes
 * @param from for each of them the index into {@link Filling#bytes}
 */
record Places(int[] at, int[] from) {
  private static final int[] PARTS = {
    0, Filling.TIMESTAMP_BYTES, Filling.TIMESTAMP_BYTES + Double.BYTES, Filling.BYTES
  };
  private static final byte FIXED = -1;

  /** Finds every copy of the timestamp, the tenant and the generation in a message. */
  static Places in(byte[] message, Filling filling) {
    var roles = roles(message.length);
    var bytes = filling.bytes();
    for (int part = 0; part < PARTS.length - 1; part++) {
      mark(roles, message, bytes, PARTS[part], PARTS[part + 1]);
    }
    return of(roles);
  }

  /**
   * The places in the compressed form of the message that these are the places of; nothing if some
   * byte of the compressed form serves for two things of which a write changes only one.
   */
  Optional<Places> compressed(byte[] compressed, int messageLength) {
    var ofMessage = roles(messageLength);
    for (int i = 0; i < at.length; i++) {
      ofMessage[at[i]] = (byte) from[i];
    }
    var origins = SnappyOrigins.of(compressed, messageLength);
    var roles = roles(compressed.length);
    for (int i = 0; i < messageLength; i++) {
      roles[origins[i]] = ofMessage[i];
    }
    boolean clear =
        IntStream.range(0, messageLength).allMatch(i -> roles[origins[i]] == ofMessage[i]);
    return clear ? Optional.of(of(roles)) : Optional.empty();
  }

  /** How many copies of the timestamp there are. */
  long timestamps() {
    return Arrays.stream(from).filter(index -> index == 0).count();
  }

  /** Puts a filling's bytes in. */
  void fill(byte[] bytes, byte[] filling) {
    for (int i = 0; i < at.length; i++) {
      bytes[at[i]] = filling[from[i]];
    }
  }

  private static byte[] roles(int length) {
    var roles = new byte[length];
    Arrays.fill(roles, FIXED);
    return roles;
  }

  private static void mark(byte[] roles, byte[] message, byte[] bytes, int start, int end) {
    int length = end - start;
    for (int i = 0; i <= message.length - length; i++) {
      if (message[i] == bytes[start] && Arrays.equals(message, i, i + length, bytes, start, end)) {
        for (int k = 0; k < length; k++) {
          roles[i + k] = (byte) (start + k);
        }
        i += length - 1;
      }
    }
  }

  private static Places of(byte[] roles) {
    var at = IntStream.range(0, roles.length).filter(i -> roles[i] != FIXED).toArray();
    return new Places(at, Arrays.stream(at).map(i -> roles[i]).toArray());
  }
}
