package io.promferry.loadtests.sink;

import io.promferry.loadtests.ledger.Labels;
import io.promferry.loadtests.ledger.Ledger;
import io.promferry.loadtests.ledger.Totals;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.proto.v1.Histogram;

/** Tells a ledger of all of a body that it keeps books of: not of metadata. */
record BookedContents(Ledger ledger) implements Contents {
  @Override
  public void sample(Labels series, long timestamp, double value) {
    ledger.found(series, timestamp, value);
  }

  @Override
  public void histogram(Labels series, Histogram histogram) {
    ledger.found(series, histogram.getTimestamp(), Totals.of(histogram));
  }

  @Override
  public void exemplar(Labels series, Labels exemplar, long timestamp, double value) {
    ledger.foundExemplar(series, exemplar, timestamp);
  }

  @Override
  public void metadata(String metric, Metadata said) {}

  @Override
  public void metadata(Labels series, Metadata said) {}
}
