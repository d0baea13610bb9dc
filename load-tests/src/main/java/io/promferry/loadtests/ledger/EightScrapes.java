package io.promferry.loadtests.ledger;

/** Eight scrapes of one tenant: what was sent, acknowledged and found. Not thread-safe. */
final class EightScrapes {
  static final int SCRAPES = 8;
  static final int NEVER_SENT = -1;

  /** A bit for each scrape. */
  private final byte[] found;

  /** For each body of each scrape: 0, or twice the generation and two, and one if acknowledged. */
  private final int[] sent;

  /** How many of the series of each body of each scrape have been found. */
  private final int[] foundCounts;

  EightScrapes(Layout layout) {
    found = new byte[layout.series()];
    sent = new int[SCRAPES * layout.bodies()];
    foundCounts = new int[SCRAPES * layout.bodies()];
  }

  void send(int body, int scrape, int generation) {
    sent[at(body, scrape)] = 2 * generation + 2;
  }

  void acknowledge(int body, int scrape) {
    sent[at(body, scrape)] |= 1;
  }

  /** The generation in which a body was sent, or {@link #NEVER_SENT}. */
  int generation(int body, int scrape) {
    return sent[at(body, scrape)] / 2 - 1;
  }

  boolean isAcknowledged(int body, int scrape) {
    return (sent[at(body, scrape)] & 1) != 0;
  }

  /** Returns whether it is found for the first time. */
  boolean find(int body, int series, int scrape) {
    if (isFound(series, scrape)) {
      return false;
    }
    found[series] |= (byte) (1 << (scrape % SCRAPES));
    foundCounts[at(body, scrape)]++;
    return true;
  }

  boolean isFound(int series, int scrape) {
    return (found[series] >> (scrape % SCRAPES) & 1) != 0;
  }

  int foundCount(int body, int scrape) {
    return foundCounts[at(body, scrape)];
  }

  /** What its arrays take, with their heads and its own. */
  long bytes() {
    return found.length + (long) Integer.BYTES * (sent.length + foundCounts.length) + 4 * 20;
  }

  private int at(int body, int scrape) {
    return body * SCRAPES + scrape % SCRAPES;
  }
}
