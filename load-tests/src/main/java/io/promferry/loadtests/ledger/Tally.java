package io.promferry.loadtests.ledger;

/** Sums over bodies, in samples. Not thread-safe. */
final class Tally {
  private long sent;
  private long acknowledged;
  private long found;
  private long lost;

  void add(EightScrapes eight, Layout layout) {
    for (int body = 0; body < layout.bodies(); body++) {
      for (int scrape = 0; scrape < EightScrapes.SCRAPES; scrape++) {
        if (eight.generation(body, scrape) != EightScrapes.NEVER_SENT) {
          add(
              layout.seriesCount(body),
              eight.foundCount(body, scrape),
              eight.isAcknowledged(body, scrape));
        }
      }
    }
  }

  private void add(int samples, int foundOfThem, boolean isAcknowledged) {
    sent += samples;
    found += foundOfThem;
    if (isAcknowledged) {
      acknowledged += samples;
      lost += samples - foundOfThem;
    }
  }

  long sent() {
    return sent;
  }

  long acknowledged() {
    return acknowledged;
  }

  long found() {
    return found;
  }

  long lost() {
    return lost;
  }
}
