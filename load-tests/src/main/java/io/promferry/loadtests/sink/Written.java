package io.promferry.loadtests.sink;

import java.util.function.BiConsumer;

/** How much of one request has been kept, as the answer's headers tell it. */
record Written(int samples, int histograms, int exemplars) {
  private static final int ANY = 999_999_999;

  /** Of a body that nobody has read: a sender only minds when it is less than what it sent. */
  static final Written UNREAD = new Written(ANY, ANY, ANY);

  static final Written NOTHING = new Written(0, 0, 0);

  Written plus(int moreSamples, int moreHistograms, int moreExemplars) {
    return new Written(
        samples + moreSamples, histograms + moreHistograms, exemplars + moreExemplars);
  }

  /** Calls {@code set} with each of the three headers of version 2. */
  void eachHeader(BiConsumer<String, String> set) {
    set.accept(header("Samples"), Integer.toString(samples));
    set.accept(header("Histograms"), Integer.toString(histograms));
    set.accept(header("Exemplars"), Integer.toString(exemplars));
  }

  private static String header(String kind) {
    return "X-Prometheus-Remote-Write-" + kind + "-Written";
  }
}
