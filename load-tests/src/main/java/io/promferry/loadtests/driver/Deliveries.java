package io.promferry.loadtests.driver;

/**
 * Is told what becomes of each body. Called from any thread; the calls about one write come in this
 * order: sending once, then one of the two others, or none if the run ends before.
 */
public interface Deliveries {
  /** A body is about to be sent for the first time. */
  void sending(int tenant, BodyTemplate body, long timestamp, int generation);

  /** It was answered with a 2xx, at whichever attempt. */
  void acknowledged(int tenant, BodyTemplate body, long timestamp, int generation);

  /** It was refused for good, as a 4xx is by a stock Prometheus: the sender drops it. */
  void dropped(int tenant, BodyTemplate body, long timestamp, int generation, int status);

  /** For runs of which nobody keeps books. */
  Deliveries UNWATCHED =
      new Deliveries() {
        @Override
        public void sending(int tenant, BodyTemplate body, long timestamp, int generation) {}

        @Override
        public void acknowledged(int tenant, BodyTemplate body, long timestamp, int generation) {}

        @Override
        public void dropped(
            int tenant, BodyTemplate body, long timestamp, int generation, int status) {}
      };
}
