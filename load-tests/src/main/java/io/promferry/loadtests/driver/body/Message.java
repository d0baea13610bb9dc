package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.shape.Batch;

/** The uncompressed message of a version of remote write. */
interface Message {
  /** The label of an exemplar. */
  String TRACE = "trace_id";

  /** Of native histograms by default: 2^-128. */
  double ZERO_THRESHOLD = 0x1p-128;

  byte[] encode(Batch batch, Filling filling);
}
