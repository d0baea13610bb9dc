package io.promferry.loadtests.ledger;

import io.promferry.loadtests.sample.Agreement;

/** Every bit is kept, those of a NaN too. */
enum SameBits implements Agreement<Double> {
  OF_NUMBERS;

  @Override
  public boolean keeps(Double value) {
    return true;
  }

  @Override
  public boolean same(Double expected, Double actual) {
    return Double.doubleToRawLongBits(expected) == Double.doubleToRawLongBits(actual);
  }
}
