package io.promferry.gateway.wire;

/**
 * Puts a request of one version together from the series of a reader, and counts what it writes.
 * Not thread-safe.
 *
 * <p>Every method throws {@link OutputLimitExceededException} before the output would become longer
 * than its limit.
 */
sealed interface RequestWriter permits Rw1Writer, Rw2Writer {
  /** Takes the series as it stands, but does not keep {@code parts}. */
  void add(SeriesParts parts);

  /** Takes a Remote Write 1.0 metadata message, after all series. */
  void addMetadata(int from, int to);

  /** Writes what is not written yet. */
  void finish();
}
