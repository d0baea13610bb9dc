package io.promferry.gateway.telemetry;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.SpliceReport;
import io.promferry.gateway.wire.WriteVersion;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

/** One tenant's counters, resolved when the tenant is loaded. */
public final class TenantMeters implements DeliveryLosses {
  private final List<Meter> all = new CopyOnWriteArrayList<>();
  private final MeterRegistry registry;
  private final Tags tags;
  private final Map<WriteVersion, Map<WriteResult, Counter>> requests =
      new EnumMap<>(WriteVersion.class);
  private final Map<RefusalReason, Counter> refused = new ConcurrentHashMap<>();
  private final Counter samples;
  private final Counter histograms;
  private final Counter exemplars;
  private final Counter forgedLabels;
  private final Counter mergedSeries;
  private final Counter droppedByRules;
  private final Counter receivedBytes;
  private final Counter sourceChanges;
  private final Counter sourceMismatchesPassed;
  private final Counter sourceMismatchesRefused;
  private final Map<List<String>, Counter> dropped = new ConcurrentHashMap<>();
  private final Map<LimitReason, Counter> limited = new ConcurrentHashMap<>();
  private final Set<String> watched = new HashSet<>();
  private final AtomicLong lastAccepted = new AtomicLong();

  TenantMeters(MeterRegistry registry, TenantId id) {
    this.registry = registry;
    this.tags = Tags.of("tenant", id.tenant(), "vpc", id.vpc());
    for (var version : WriteVersion.values()) {
      requests.put(version, new ConcurrentHashMap<>());
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
    droppedByRules =
        counter(
            "promferry.series.dropped.by.rules",
            "Series that a relabel rule has left out",
            Tags.empty());
    receivedBytes =
        counter("promferry.received.bytes", "Compressed bytes of bodies received", Tags.empty());
    sourceChanges =
        counter(
            "promferry.source.changes",
            "Changes of the address that a tenant comes from",
            Tags.empty());
    sourceMismatchesPassed = sourceMismatches("passed");
    sourceMismatchesRefused = sourceMismatches("refused");
    all.add(
        Gauge.builder(
                "promferry.last.accepted.timestamp.seconds", lastAccepted, AtomicLong::doubleValue)
            .description(
                "When a write was last accepted, in seconds since 1970; 0 if not since the start")
            .tags(tags)
            .register(registry));
  }

  private Counter sourceMismatches(String outcome) {
    return counter(
        "promferry.source.mismatches",
        "Requests from an address that is not one of the tenant's own",
        Tags.of("outcome", outcome));
  }

  /** The tenant came from where it had not come from before, or is not expected any more. */
  public void sourceChanged() {
    sourceChanges.increment();
  }

  /** A request came from an address that is not one of the tenant's own. */
  public void sourceMismatched(boolean passed) {
    (passed ? sourceMismatchesPassed : sourceMismatchesRefused).increment();
  }

  /** A body has been read: its size on the wire, and what the splice found in it. */
  public void received(int bodyBytes) {
    receivedBytes.increment(bodyBytes);
  }

  /** A body has been spliced; counted whether or not it can be delivered. */
  public void spliced(SpliceReport report) {
    report.refused().forEach(this::refused);
    forgedLabels.increment(report.forgedLabels());
    mergedSeries.increment(report.mergedSeries());
    droppedByRules.increment(report.droppedByRules().series());
    report.dropped().forEach((reason, count) -> dropped("", reason, count));
  }

  /** Every required store has this much of a write, and perhaps more. */
  public void forwarded(PartCounts written, long nowSeconds) {
    samples.increment(written.samples());
    histograms.increment(written.histograms());
    exemplars.increment(written.exemplars());
    lastAccepted.set(nowSeconds);
  }

  @Override
  public void dropped(String upstream, DropReason reason, int count) {
    aside(
        "promferry.parts.dropped",
        "Parts that an upstream did not get with the rest of their write",
        upstream,
        reason.name().toLowerCase(Locale.ROOT),
        count);
  }

  @Override
  public void missed(String upstream, PartCounts parts) {
    var description = "Samples, histograms and exemplars that an optional upstream does not have";
    var name = "promferry.upstream.missed";
    aside(name, description, upstream, "samples", parts.samples());
    aside(name, description, upstream, "histograms", parts.histograms());
    aside(name, description, upstream, "exemplars", parts.exemplars());
  }

  public void answered(WriteVersion version, WriteResult result) {
    requireNonNull(requests.get(version))
        .computeIfAbsent(result, _ -> requests(version, result))
        .increment();
  }

  /** A limit was met, and the sender told to come back. */
  public void limited(LimitReason reason) {
    limited
        .computeIfAbsent(
            reason,
            _ ->
                counter(
                    "promferry.limit.refusals",
                    "Writes that were told to come back, by the limit that they met",
                    Tags.of("reason", reason.tag())))
        .increment();
  }

  /** Shows the tenant's active series and their limit; NaN while they are not limited. */
  public synchronized void watchActiveSeries(DoubleSupplier active, DoubleSupplier limit) {
    watch("promferry.active.series", "Series sent lately", active::getAsDouble);
    watch("promferry.active.series.limit", "The limit of active series", limit::getAsDouble);
  }

  /** Shows the tenant's scrape targets, and what is left out of them; NaN before it asks. */
  public synchronized void watchTargets(DoubleSupplier targets, DoubleSupplier leftOut) {
    watch("promferry.discovery.targets", "Scrape targets last given", targets::getAsDouble);
    watch(
        "promferry.discovery.left.out",
        "Objects and endpoints left out of the targets last given",
        leftOut::getAsDouble);
  }

  private void watch(String name, String description, Supplier<Number> value) {
    if (watched.add(name)) {
      all.add(Gauge.builder(name, value).description(description).tags(tags).register(registry));
    }
  }

  /** Counters of what seldom happens, made when it does. */
  private void aside(String name, String description, String upstream, String reason, int count) {
    if (count > 0) {
      dropped
          .computeIfAbsent(
              List.of(name, upstream, reason),
              _ -> counter(name, description, Tags.of("upstream", upstream, "reason", reason)))
          .increment(count);
    }
  }

  private void refused(RefusalReason reason, int count) {
    refused
        .computeIfAbsent(
            reason,
            _ ->
                counter(
                    "promferry.series.refused",
                    "Series left out of a write",
                    Tags.of("reason", reason.name().toLowerCase(Locale.ROOT))))
        .increment(count);
  }

  private Counter requests(WriteVersion version, WriteResult result) {
    return counter(
        "promferry.write.requests",
        "Writes by how they ended",
        Tags.of("outcome", result.tag(), "version", version.tag()));
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
