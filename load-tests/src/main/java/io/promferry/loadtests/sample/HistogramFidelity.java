package io.promferry.loadtests.sample;

/** What a store keeps of a native histogram. */
public enum HistogramFidelity implements Agreement<Histogram> {
  BUCKET_FOR_BUCKET {
    @Override
    public boolean same(Histogram expected, Histogram actual) {
      return expected.agreesWith(actual);
    }
  },

  /** How many observations there are and what they add up to, and in which buckets no more. */
  TOTALS {
    @Override
    public boolean same(Histogram expected, Histogram actual) {
      return expected.hasTotalsOf(actual);
    }
  };

  @Override
  public boolean keeps(Histogram value) {
    return true;
  }
}
