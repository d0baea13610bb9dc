package io.promferry.loadtests.sample;

import java.util.function.UnaryOperator;

/**
 * All that is found of one tenant's series within one window.
 *
 * @param latest what each series that comes and goes shows at every whole second of the window:
 *     nothing after its stale marker
 */
public record Evidence(
    Samples<Double> samples,
    Samples<Histogram> histograms,
    Samples<Exemplar> exemplars,
    Samples<Double> latest) {
  /**
   * What a store answers.
   *
   * @param comesAndGoes selects the series to ask for at every second
   */
  public static Evidence of(
      QueryClient store, String selector, String comesAndGoes, Window window) {
    return new Evidence(
        store.samples(selector, window),
        store.histograms(selector, window),
        store.exemplars(selector, window),
        store.latest(comesAndGoes, window));
  }

  public Evidence relabelled(UnaryOperator<Series> identity) {
    return new Evidence(
        samples.relabelled(identity),
        histograms.relabelled(identity),
        exemplars.relabelled(identity),
        latest.relabelled(identity));
  }
}
