package io.promferry.gateway.wire;

/**
 * What the samples, or the histograms, of one series say of their start; 0 is unset (Remote Write
 * 2.0, "Start Timestamp").
 */
final class StartTimestamps {
  private long common;
  private boolean any;
  private boolean differ;

  void clear() {
    any = false;
    differ = false;
    common = 0;
  }

  void add(long start) {
    differ |= any && start != common;
    any = true;
    common = start;
  }

  /** The one start that all have, or 0. */
  long common() {
    return differ ? 0 : common;
  }
}
