package io.promferry.gateway.wire;

/**
 * Presents the series of a spliced request of one version, in whatever legal form it is. Borrows
 * the request. Throws {@link MalformedWriteRequestException} where it is not legal. Not
 * thread-safe.
 */
sealed interface RequestReader permits Rw1Reader, Rw2Reader {
  static RequestReader of(byte[] body, int length, WriteVersion version) {
    return switch (version) {
      case RW1 -> new Rw1Reader(body, length);
      case RW2 -> new Rw2Reader(body, length);
    };
  }

  WriteVersion version();

  byte[] body();

  /** Reads the next series; returns whether there was one. */
  boolean next(SeriesParts parts);

  /** Reads the series whose message is between the two positions. */
  void read(int from, int to, SeriesParts parts);

  /** Reads the labels of the exemplar message between the two positions. */
  void exemplarLabels(int from, int to, Strings labels);

  /** The metadata messages that stood beside the series read so far; in RW2 there are none. */
  Ranges metadata();
}
