package io.promferry.loadtests.driver.body;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.xerial.snappy.Snappy;

/** Snappy's block format, as remote write has it. */
final class Compression {
  private Compression() {}

  static byte[] compress(byte[] message) {
    try {
      return Snappy.compress(message);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
