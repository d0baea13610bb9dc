package io.promferry.gateway.wire;

/** Adds up how much of each kind many series carry. Not thread-safe. */
final class PartSum {
  private int samples;
  private int histograms;
  private int exemplars;

  void add(int moreSamples, int moreHistograms, int moreExemplars) {
    samples += moreSamples;
    histograms += moreHistograms;
    exemplars += moreExemplars;
  }

  PartCounts counts() {
    return new PartCounts(samples, histograms, exemplars);
  }
}
