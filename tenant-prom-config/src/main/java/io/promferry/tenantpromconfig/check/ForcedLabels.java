package io.promferry.tenantpromconfig.check;

import io.promferry.tenantpromconfig.model.Platform;

/** The labels that the gateway puts on every series, whatever the tenant has put there. */
record ForcedLabels(Platform.Labels names) {
  /** Finds that {@code label}, which the place sets, is one of them. */
  void check(Place place, String label) {
    if (label.equals(names.tenant()) || label.equals(names.vpc())) {
      place.found(
          "the gateway forces the label %s; this one would be kept as exported_%s at best"
              .formatted(label, label));
    }
  }
}
