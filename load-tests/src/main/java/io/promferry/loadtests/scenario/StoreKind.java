package io.promferry.loadtests.scenario;

/** What stands in for the central store. */
enum StoreKind {
  /** A sink that decodes everything and keeps books. */
  VERIFYING,
  /** A sink that only counts, and costs little. */
  COUNTING;

  static StoreKind parse(String text) {
    return switch (text) {
      case "verifying" -> VERIFYING;
      case "counting" -> COUNTING;
      default ->
          throw new IllegalArgumentException("must be verifying or counting, got '" + text + "'");
    };
  }
}
