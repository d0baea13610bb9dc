package io.promferry.loadtests.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;

/** Stands for a text of UTF-8 in 64 bits (FNV-1a, mixed once more at the end). */
public final class TextHash {
  private static final long BASIS = 0xcbf29ce484222325L;
  private static final long PRIME = 0x100000001b3L;

  private TextHash() {}

  public static long of(String text) {
    return of(ByteString.copyFrom(text, UTF_8));
  }

  public static long of(ByteString text) {
    long hash = BASIS;
    for (int at = 0; at < text.size(); at++) {
      hash = (hash ^ text.byteAt(at)) * PRIME;
    }
    return mixed(hash);
  }

  /** Of two hashes in this order. */
  static long of(long first, long second) {
    return mixed(first * PRIME + second);
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
    return mixed ^ (mixed >>> 33);
  }
}
