package io.promferry.loadtests.driver.body;

import io.promferry.loadtests.driver.SeriesSet;
import java.util.Map;

/** All that is written of a tenant's series. */
public interface SeriesContent extends SeriesSet {
  /** The labels of a series that is replaced have {@code generation} in them. */
  Map<String, String> labels(int series, String generation);
}
