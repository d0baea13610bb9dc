package io.promferry.loadtests.sink;

import io.promferry.loadtests.ledger.Labels;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.proto.v1.Histogram;

/** Is told what a body holds, in whichever version. */
interface Contents {
  void sample(Labels series, long timestamp, double value);

  void histogram(Labels series, Histogram histogram);

  void exemplar(Labels series, Labels exemplar, long timestamp, double value);

  /** What version 1 says about a metric, whoever's it is. */
  void metadata(String metric, Metadata said);

  /** What version 2 says about a series. */
  void metadata(Labels series, Metadata said);
}
