package io.promferry.loadtests.driver;

import java.time.Duration;

/**
 * When series are replaced by new ones: all series of a body at once, the bodies of a run one after
 * another.
 */
final class Churn {
  private static final double NANOS_PER_HOUR = Duration.ofHours(1).toNanos();

  /** Multiples of it lie evenly between 0 and 1. */
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;

  private final double perScrape;

  Churn(Load load) {
    perScrape = load.churnPerHour() * load.interval().toNanos() / NANOS_PER_HOUR;
  }

  /** How often the series of that body have been replaced before that scrape. */
  int generation(long bodyOfScrape, long scrape) {
    double turn = bodyOfScrape * GOLDEN;
    return (int) (scrape * perScrape + (turn - Math.floor(turn)));
  }
}
