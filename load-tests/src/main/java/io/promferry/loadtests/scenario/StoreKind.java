package io.promferry.loadtests.scenario;

/** What the gateway writes to. */
enum StoreKind {
  /** A sink that decodes everything and keeps books. */
  VERIFYING(true),
  /** A sink that only counts, and costs little. */
  COUNTING(false),
  /** A real Prometheus, of whose contents books are kept in the end. */
  PROMETHEUS(true),
  /** A real VictoriaMetrics, likewise. */
  VICTORIA_METRICS(true);

  private final boolean keepsBooks;

  StoreKind(boolean keepsBooks) {
    this.keepsBooks = keepsBooks;
  }

  boolean keepsBooks() {
    return keepsBooks;
  }

  /** Whether it does what events of the store ask for. */
  boolean isSink() {
    return this == VERIFYING || this == COUNTING;
  }

  static StoreKind parse(String text) {
    return switch (text) {
      case "verifying" -> VERIFYING;
      case "counting" -> COUNTING;
      case "prometheus" -> PROMETHEUS;
      case "victoria-metrics" -> VICTORIA_METRICS;
      default ->
          throw new IllegalArgumentException(
              "must be verifying, counting, prometheus or victoria-metrics, got '" + text + "'");
    };
  }
}
