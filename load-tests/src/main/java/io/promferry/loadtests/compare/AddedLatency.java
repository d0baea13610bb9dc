package io.promferry.loadtests.compare;

import io.promferry.loadtests.report.Latency;

/** What a relay adds to the latency of the store itself, percentile by percentile. */
final class AddedLatency {
  private AddedLatency() {}

  /** Less than nothing is nothing: the two were measured one after the other. */
  static Latency of(Latency through, Latency direct) {
    return new Latency(
        through.writes(),
        Math.max(0, through.p50() - direct.p50()),
        Math.max(0, through.p90() - direct.p90()),
        Math.max(0, through.p99() - direct.p99()),
        Math.max(0, through.p999() - direct.p999()),
        Math.max(0, through.max() - direct.max()));
  }
}
