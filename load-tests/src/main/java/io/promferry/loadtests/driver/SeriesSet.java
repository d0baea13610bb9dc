package io.promferry.loadtests.driver;

import java.util.Map;

/** The series of a tenant, numbered from 0. The same for the same load. */
public interface SeriesSet {
  int size();

  /**
   * Name to value, in order of names, without the forced labels.
   *
   * @param generation how often the series has been replaced by a new one, from 0
   */
  Map<String, String> labels(int series, int generation);

  /** What a float series shows at every scrape; for the marker it is the tenant's number. */
  double value(int series);

  boolean isHistogram(int series);

  /**
   * Whether the series shows the number of the tenant who writes it: there is one in each body, by
   * which a body that got under another tenant's labels is found.
   */
  boolean isMarker(int series);
}
