package io.promferry.loadtests.driver;

/**
 * One body of one scrape of one tenant.
 *
 * @param timestamp of its samples, in milliseconds since 1970
 * @param dueNanos when it should be sent, since the start of the run
 */
record Write(int tenant, BodyTemplate body, long timestamp, int generation, long dueNanos) {
  /** Made for each attempt, so that a write that waits takes no memory. */
  byte[] bytes() {
    return body.body(timestamp, tenant, generation);
  }
}
