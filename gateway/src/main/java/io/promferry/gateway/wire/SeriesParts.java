package io.promferry.gateway.wire;

/**
 * One series of either version as ranges of its request's bytes; messages without tag and length.
 * Filled by a {@link RequestReader}, anew for each series. Not thread-safe.
 */
final class SeriesParts {
  /** Names and values in turn. */
  final Strings labels = new Strings();

  final Ranges samples = new Ranges();
  final Ranges histograms = new Ranges();
  final Ranges exemplars = new Ranges();

  /** Of Remote Write 2.0 only, as is {@link #created}. */
  final SeriesMetadata metadata = new SeriesMetadata();

  /** The series' own start timestamp, field 6 of older senders; 0 where there is none. */
  long created;

  /** Where the series' message is. */
  int from;

  int to;

  void clear(int newFrom, int newTo) {
    labels.clear();
    samples.clear();
    histograms.clear();
    exemplars.clear();
    metadata.clear();
    created = 0;
    from = newFrom;
    to = newTo;
  }

  boolean hasPoints() {
    return !samples.isEmpty() || !histograms.isEmpty();
  }

  boolean hasPointsOrExemplars() {
    return hasPoints() || !exemplars.isEmpty();
  }

  boolean hasOnlyExemplars() {
    return !hasPoints() && !exemplars.isEmpty();
  }

  /** The index in {@link #labels} of the metric name, or -1. */
  int metricName(byte[] body) {
    for (int i = 0; i < labels.size(); i += 2) {
      if (Bytes.isMetricName(body, labels.from(i), labels.length(i))) {
        return i + 1;
      }
    }
    return -1;
  }
}
