package io.promferry.loadtests.driver.shape;

import java.util.Locale;

/** What kind of metric a family is. */
public enum MetricType {
  COUNTER,
  GAUGE,
  HISTOGRAM,
  NATIVE_HISTOGRAM,
  SUMMARY;

  /** As it is written in a shape file. */
  String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
