package io.promferry.gateway.pipeline;

import io.promferry.gateway.wire.Output;

/** Buffers for one write at a time, used again for the next. One owner; not thread-safe. */
public final class Scratch {
  private static final int KEPT_BYTES = 4 << 20;

  final Output spliced = new Output();
  private byte[] decoded = {};
  private byte[] encoded = {};

  byte[] decoded(int length) {
    if (decoded.length < length) {
      decoded = new byte[length];
    }
    return decoded;
  }

  byte[] encoded(int length) {
    if (encoded.length < length) {
      encoded = new byte[length];
    }
    return encoded;
  }

  /** Lets go of what only an unusually large write needed. */
  void trim() {
    if (decoded.length > KEPT_BYTES) {
      decoded = new byte[0];
    }
    if (encoded.length > KEPT_BYTES) {
      encoded = new byte[0];
    }
    spliced.reset();
  }
}
