package io.promferry.loadtests.matrix;

import io.promferry.loadtests.sample.Precision;

/** The receivers of the matrix, and what each of them keeps of what it is sent. */
enum ReceiverKind {
  PROMETHEUS(Precision.FLOAT64, HistogramKeeping.NO_CUSTOM_BUCKETS, true),
  NEWER_PROMETHEUS(Precision.FLOAT64, HistogramKeeping.ALL, true),
  VICTORIA_METRICS(Precision.DECIMAL, HistogramKeeping.NONE, false),
  NEWER_VICTORIA_METRICS(Precision.DECIMAL, HistogramKeeping.AS_RANGES, false),

  /** A sink behind one url for all tenants: it cannot tell whose metadata of version 1 is. */
  SINK(Precision.FLOAT64, HistogramKeeping.ALL, true),

  /** A sink with one url for each tenant. */
  SINK_BY_TENANT(Precision.FLOAT64, HistogramKeeping.ALL, true);

  /** The metric that comes and goes. */
  static final String VANISHING = "target_vanishing";

  private final Precision precision;
  private final HistogramKeeping histograms;
  private final boolean keepsExemplars;

  ReceiverKind(Precision precision, HistogramKeeping histograms, boolean keepsExemplars) {
    this.precision = precision;
    this.histograms = histograms;
    this.keepsExemplars = keepsExemplars;
  }

  Precision precision() {
    return precision;
  }

  HistogramKeeping histograms() {
    return histograms;
  }

  boolean keepsExemplars() {
    return keepsExemplars;
  }
}
