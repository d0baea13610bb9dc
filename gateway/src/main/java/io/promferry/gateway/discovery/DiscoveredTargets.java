package io.promferry.gateway.discovery;

import java.util.List;

/** A tenant's targets at one moment, in a stable order. */
record DiscoveredTargets(List<Target> targets, TargetSummary summary) {
  DiscoveredTargets {
    targets = List.copyOf(targets);
  }
}
