package io.promferry.loadtests.ledger;

/**
 * Numbers scrapes by their timestamps.
 *
 * @param first timestamp in milliseconds since 1970
 * @param intervalMillis between two scrapes
 */
record ScrapeClock(long first, long intervalMillis) {
  static final int NEVER = -1;

  /** From 0, or {@link #NEVER} where no scrape has that timestamp. */
  int scrape(long timestamp) {
    long since = timestamp - first;
    return since < 0 || since % intervalMillis != 0 || since / intervalMillis > Integer.MAX_VALUE
        ? NEVER
        : (int) (since / intervalMillis);
  }

  long timestamp(int scrape) {
    return first + scrape * intervalMillis;
  }
}
