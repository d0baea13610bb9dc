package io.promferry.gateway.wire;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.security.SecureRandom;

/**
 * A 64-bit hash with a secret of this process, so that nobody can send strings that collide on
 * purpose. PolymurHash, because it bounds collisions whatever the strings.
 */
final class SeededHash {
  private static final Hasher64 HASHER = seeded(new SecureRandom());
  private static final Hasher64 SECOND = seeded(new SecureRandom());

  private SeededHash() {}

  static long of(byte[] buf, int from, int to) {
    return HASHER.hashBytesToLong(buf, from, to - from);
  }

  /** Another hash, independent of the first. */
  static long secondOf(byte[] buf, int from, int to) {
    return SECOND.hashBytesToLong(buf, from, to - from);
  }

  /** The hash of a sequence that has {@code hash} so far and goes on with {@code next}. */
  static long combine(long hash, long next) {
    return HASHER.hashLongLongToLong(hash, next);
  }

  private static Hasher64 seeded(SecureRandom random) {
    return Hashing.polymurHash2_0(random.nextLong(), random.nextLong(), random.nextLong());
  }
}
