package io.promferry.gateway.telemetry;

import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.PartCounts;

/** Where it is counted what stores do not have of somebody's writes. */
public interface DeliveryLosses {
  /** Nobody counts it. */
  DeliveryLosses UNCOUNTED =
      new DeliveryLosses() {
        @Override
        public void dropped(String upstream, DropReason reason, int count) {}

        @Override
        public void missed(String upstream, PartCounts parts) {}
      };

  /** Parts of a write did not go to this upstream, which got the rest; empty for all of them. */
  void dropped(String upstream, DropReason reason, int count);

  /** An optional upstream does not have these parts. */
  void missed(String upstream, PartCounts parts);
}
