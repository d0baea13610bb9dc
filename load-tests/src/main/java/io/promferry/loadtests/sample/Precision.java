package io.promferry.loadtests.sample;

/** What a store keeps of a value. */
public enum Precision {
  /** Every bit that a query shows. */
  FLOAT64 {
    @Override
    boolean keeps(double value) {
      return true;
    }

    @Override
    boolean same(double expected, double actual) {
      return Double.compare(expected, actual) == 0;
    }
  },

  /** Twelve decimal digits and no NaN: VictoriaMetrics' decimal encoding has no more. */
  DECIMAL {
    @Override
    boolean keeps(double value) {
      return !Double.isNaN(value);
    }

    @Override
    boolean same(double expected, double actual) {
      return expected == actual || Math.abs(expected - actual) <= Math.abs(expected) * 1e-11;
    }
  };

  abstract boolean keeps(double value);

  abstract boolean same(double expected, double actual);
}
