package io.promferry.loadtests.report;

import org.HdrHistogram.Histogram;

/** Percentiles in milliseconds, of so many writes. */
public record Latency(long writes, double p50, double p90, double p99, double p999, double max) {
  private static final double MICROS_PER_MILLI = 1e3;

  public static Latency ofMicros(Histogram micros) {
    return new Latency(
        micros.getTotalCount(),
        micros.getValueAtPercentile(50) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(90) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99) / MICROS_PER_MILLI,
        micros.getValueAtPercentile(99.9) / MICROS_PER_MILLI,
        micros.getMaxValue() / MICROS_PER_MILLI);
  }
}
