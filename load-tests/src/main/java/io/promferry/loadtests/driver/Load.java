package io.promferry.loadtests.driver;

import java.time.Duration;

/**
 * What the tenants of a run write. All of them have the same series, as tenants with overlapping
 * addresses may.
 *
 * @param tenants 1 to 10,000
 * @param series of each tenant
 * @param interval between two scrapes of a series
 * @param shape the name of a shape in the resources, or the path of a shape file
 * @param samplesPerBody at most; Prometheus has 2,000
 * @param shards of each tenant, each with a connection of its own
 * @param churnPerHour the part of the series that is replaced by new ones in an hour, 0 to 1000
 * @param histograms the part of the series that are native histograms, 0 to 1
 * @param exemplars the part of the float series that come with an exemplar, 0 to 1
 */
public record Load(
    int tenants,
    int series,
    Duration interval,
    WriteProtocol protocol,
    String shape,
    int samplesPerBody,
    int shards,
    double churnPerHour,
    double histograms,
    double exemplars) {
  /** What Prometheus has ({@code max_samples_per_send}). */
  public static final int SAMPLES_PER_BODY = 2000;

  /** node-exporter, kube-state-metrics and an application. */
  public static final String DEFAULT_SHAPE = "kubernetes";

  /** Floats only, one shard, nothing new. */
  public static Load of(int tenants, int series, Duration interval, WriteProtocol protocol) {
    return new Load(
        tenants, series, interval, protocol, DEFAULT_SHAPE, SAMPLES_PER_BODY, 1, 0, 0, 0);
  }

  public Load withProtocol(WriteProtocol wanted) {
    return with(tenants, series, interval, wanted, samplesPerBody, shards);
  }

  public Load withInterval(Duration wanted) {
    return with(tenants, series, wanted, protocol, samplesPerBody, shards);
  }

  public Load withSamplesPerBody(int wanted) {
    return with(tenants, series, interval, protocol, wanted, shards);
  }

  /** The same series, of one tenant who writes so many on so many connections. */
  public Load ofOneTenant(int itsSeries, int itsShards) {
    return with(1, itsSeries, interval, protocol, samplesPerBody, itsShards);
  }

  private Load with(
      int otherTenants,
      int otherSeries,
      Duration otherInterval,
      WriteProtocol otherProtocol,
      int otherSamplesPerBody,
      int otherShards) {
    return new Load(
        otherTenants,
        otherSeries,
        otherInterval,
        otherProtocol,
        shape,
        otherSamplesPerBody,
        otherShards,
        churnPerHour,
        histograms,
        exemplars);
  }

  /** At another rate, which is the interval's business. */
  public Load at(double samplesPerSecond) {
    return withInterval(Duration.ofNanos(Math.round(1e9 * tenants * series / samplesPerSecond)));
  }

  /** Samples that are due in a second, of all tenants. */
  public double samplesPerSecond() {
    return (double) tenants * series / (interval.toNanos() / 1e9);
  }
}
