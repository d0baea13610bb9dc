package io.promferry.loadtests.driver;

import java.time.Duration;

/**
 * What a driver does.
 *
 * @param time for which writes become due
 * @param firstTimestamp of the first scrape, in milliseconds since 1970; the n-th scrape of the run
 *     has a timestamp of n intervals later, whatever the pace
 * @param retries whether a 5xx is tried again until it is taken, as Prometheus does; else each
 *     write is one attempt
 * @param retries429 whether a 429 is then tried again too ({@code retry_on_http_429}), which a
 *     stock Prometheus does not do
 */
public record DriverPlan(
    Load load,
    Target target,
    Pace pace,
    Duration time,
    long firstTimestamp,
    boolean retries,
    boolean retries429) {
  /** Like a stock Prometheus where a 429 is answered. */
  public DriverPlan(
      Load load, Target target, Pace pace, Duration time, long firstTimestamp, boolean retries) {
    this(load, target, pace, time, firstTimestamp, retries, false);
  }
}
