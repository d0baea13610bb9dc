package io.promferry.gateway.upstream;

import io.promferry.gateway.upstream.Delivery.Abandoned;
import io.promferry.gateway.upstream.Delivery.Accepted;
import io.promferry.gateway.upstream.Delivery.DataRefused;
import io.promferry.gateway.upstream.Delivery.Unavailable;
import io.promferry.gateway.wire.PartCounts;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One write on its way to every required store. */
public final class DeliveryInProgress {
  private final List<UpstreamWrite> writes;
  private final Future<Delivery> future;

  DeliveryInProgress(List<UpstreamWrite> writes) {
    this(
        writes,
        Future.join(writes.stream().map(UpstreamWrite::future).toList())
            .map(all -> combined(all.<Delivery>list())));
  }

  private DeliveryInProgress(List<UpstreamWrite> writes, Future<Delivery> future) {
    this.writes = writes;
    this.future = future;
  }

  /** One that ended before it began. */
  static DeliveryInProgress ended(Delivery delivery) {
    return new DeliveryInProgress(List.of(), Future.succeededFuture(delivery));
  }

  /** What all of them together made of it; fails only on an error of our own. */
  public Future<Delivery> future() {
    return future;
  }

  /** The client has gone: nobody waits for an answer any more. */
  public void cancel() {
    writes.forEach(UpstreamWrite::cancel);
  }

  /**
   * Whatever the others say, a store that may take the write next time makes it one to be sent
   * again; a part that one of them refuses is refused; and written is what all of them have (design
   * section 4).
   */
  static Delivery combined(List<Delivery> deliveries) {
    for (Delivery delivery : deliveries) {
      if (delivery instanceof Abandoned || delivery instanceof Unavailable) {
        return delivery;
      }
    }
    var written = deliveries.stream().map(Delivery::counts).reduce(PartCounts::min).orElseThrow();
    var refusals =
        deliveries.stream()
            .filter(DataRefused.class::isInstance)
            .map(delivery -> ((DataRefused) delivery).text())
            .collect(Collectors.joining("; "));
    return refusals.isEmpty()
        ? new Accepted(written, Map.of())
        : new DataRefused(written, refusals, Map.of());
  }
}
