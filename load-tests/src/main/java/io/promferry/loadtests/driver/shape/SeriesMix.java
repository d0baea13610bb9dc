package io.promferry.loadtests.driver.shape;

/**
 * What part of the series are special; each from 0 to 1.
 *
 * @param histograms that are native histograms
 * @param exemplars of the float series, that come with an exemplar
 * @param replaced of the pods, that are replaced from time to time
 */
public record SeriesMix(double histograms, double exemplars, double replaced) {
  /** How many of the series from one place of the exposition to another are histograms. */
  int histograms(long start, long end) {
    return (int) (below(histograms, end) - below(histograms, start));
  }

  boolean hasExemplar(int series) {
    return below(exemplars, series + 1L) > below(exemplars, series);
  }

  private static long below(double part, long end) {
    return (long) (part * end);
  }
}
