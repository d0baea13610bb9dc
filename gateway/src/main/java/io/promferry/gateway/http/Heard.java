package io.promferry.gateway.http;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What has been heard of one other replica.
 *
 * @param fleet its last answer; null if there was none yet
 * @param since when it began to answer, or no longer did
 * @param problem why it cannot be reached, in words; empty while what it has told counts
 */
record Heard(String address, @Nullable ReplicaFleet fleet, Instant since, String problem) {
  boolean isReached() {
    return fleet != null && problem.isEmpty();
  }

  /** What tells it apart, as far as it is known. */
  String process() {
    return fleet == null ? address : fleet.process();
  }

  /** Its name as far as it is known, else its address. */
  String name() {
    return fleet == null ? address : fleet.name();
  }
}
