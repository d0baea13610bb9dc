package io.promferry.loadtests.driver.shape;

import io.promferry.loadtests.driver.SeriesSet;
import java.util.Map;

/** All that is written of a tenant's series. */
public interface SeriesContent extends SeriesSet {
  /** The labels with this text as the generation's, if the series is one that is replaced. */
  Map<String, String> labels(int series, String generation);

  Metadata metadata(int series);

  /** Of a series for which {@link #isHistogram} holds. */
  NativeHistogram histogram(int series);

  /** Whether an exemplar comes with it, which shows a trace and the series' own value. */
  boolean hasExemplar(int series);

  /** The trace of its exemplar: 32 hexadecimal digits. */
  String trace(int series);
}
