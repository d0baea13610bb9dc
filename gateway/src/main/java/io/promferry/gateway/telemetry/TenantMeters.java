package io.promferry.gateway.telemetry;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.SpliceReport;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** One tenant's counters, resolved when the tenant is loaded. */
public final class TenantMeters {
  private final List<Meter> all = new ArrayList<>();
  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<WriteResult, Counter> requests = new EnumMap<>(WriteResult.class);
  private final Map<RefusalReason, Counter> refused = new EnumMap<>(RefusalReason.class);
  private final Counter samples;
  private final Counter histograms;
  private final Counter exemplars;
  private final Counter forgedLabels;
  private final Counter mergedSeries;
  private final Counter metadataDropped;
  private final Counter receivedBytes;
  private final AtomicLong lastAccepted = new AtomicLong();

  TenantMeters(MeterRegistry registry, TenantId id) {
    this.registry = registry;
    this.tags = Tags.of("tenant", id.tenant(), "vpc", id.vpc());
    for (var result : WriteResult.values()) {
      requests.put(
          result,
          counter(
              "promferry.write.requests",
              "Writes by how they ended",
              Tags.of("outcome", result.tag(), "version", "rw1")));
    }
    for (var reason : RefusalReason.values()) {
      refused.put(
          reason,
          counter(
              "promferry.series.refused",
              "Series left out of a write",
              Tags.of("reason", reason.name().toLowerCase(Locale.ROOT))));
    }
    samples =
        counter(
            "promferry.samples.forwarded",
            "Float samples that the central store has accepted",
            Tags.empty());
    histograms =
        counter(
            "promferry.histograms.forwarded",
            "Native histograms that the central store has accepted",
            Tags.empty());
    exemplars =
        counter(
            "promferry.exemplars.forwarded",
            "Exemplars that the central store has accepted",
            Tags.empty());
    forgedLabels =
        counter("promferry.forged.labels", "Labels sent under a forced name", Tags.empty());
    mergedSeries =
        counter(
            "promferry.series.merged",
            "Series made equal by replacing forged labels",
            Tags.empty());
    metadataDropped =
        counter(
            "promferry.metadata.dropped",
            "Metadata messages, which have no labels to force",
            Tags.empty());
    receivedBytes =
        counter("promferry.received.bytes", "Compressed bytes of bodies received", Tags.empty());
    all.add(
        Gauge.builder(
                "promferry.last.accepted.timestamp.seconds", lastAccepted, AtomicLong::doubleValue)
            .description(
                "When a write was last accepted, in seconds since 1970; 0 if not since the start")
            .tags(tags)
            .register(registry));
  }

  /** A body has been read: its size on the wire, and what the splice found in it. */
  public void received(int bodyBytes) {
    receivedBytes.increment(bodyBytes);
  }

  /** A body has been spliced; counted whether or not it can be delivered. */
  public void spliced(SpliceReport report) {
    report
        .refused()
        .forEach((reason, count) -> requireNonNull(refused.get(reason)).increment(count));
    forgedLabels.increment(report.forgedLabels());
    mergedSeries.increment(report.mergedSeries());
    metadataDropped.increment(report.metadata());
  }

  /** The central store has taken what the report says was written. */
  public void forwarded(SpliceReport report, long nowSeconds) {
    samples.increment(report.written().samples());
    histograms.increment(report.written().histograms());
    exemplars.increment(report.written().exemplars());
    lastAccepted.set(nowSeconds);
  }

  public void answered(WriteResult result) {
    requireNonNull(requests.get(result)).increment();
  }

  void remove() {
    all.forEach(registry::remove);
  }

  private Counter counter(String name, String description, Tags more) {
    var counter =
        Counter.builder(name).description(description).tags(tags.and(more)).register(registry);
    all.add(counter);
    return counter;
  }
}
