package io.promferry.loadtests.sample;

/** What a store keeps of a number. */
public enum Precision implements Agreement<Double> {
  /** Every bit that a query shows. */
  FLOAT64 {
    @Override
    public boolean keeps(Double value) {
      return true;
    }

    @Override
    public boolean same(Double expected, Double actual) {
      return Double.compare(expected, actual) == 0;
    }
  },

  /**
   * Twelve decimal digits and no NaN: VictoriaMetrics' decimal encoding has no more. A NaN that it
   * shows is a stale marker.
   */
  DECIMAL {
    @Override
    public boolean keeps(Double value) {
      return !Double.isNaN(value);
    }

    @Override
    public boolean same(Double expected, Double actual) {
      return expected.equals(actual)
          || Math.abs(expected - actual) <= Math.abs(expected) * RELATIVE_ERROR;
    }
  };

  private static final double RELATIVE_ERROR = 1e-11;
}
