package io.promferry.loadtests.bench;

import io.promferry.gateway.wire.SpliceReport;

/** Sees to it that what is measured is what happens to a tenant who does nothing wrong. */
final class Refusals {
  private Refusals() {}

  static void check(SpliceReport report) {
    if (report.series() == 0 || report.refusedSeries() > 0) {
      throw new IllegalStateException("the gateway refuses the benchmark's series: " + report);
    }
  }
}
