package io.promferry.gateway.telemetry;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.promferry.gateway.wire.WriteVersion;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One upstream's meters. */
public final class UpstreamMeters {
  private final MeterRegistry registry;
  private final String upstream;
  private final Timer duration;
  private final AtomicInteger inFlight = new AtomicInteger();
  private final AtomicInteger concurrencyLimit = new AtomicInteger();
  private final AnswerTimes answerTimes = new AnswerTimes(System::nanoTime);

  private final Map<String, Counter> writes = new ConcurrentHashMap<>();
  private final Map<String, Counter> retries = new ConcurrentHashMap<>();
  private final Map<String, Counter> refused = new ConcurrentHashMap<>();
  private final Map<WriteVersion, Counter> bodies = new EnumMap<>(WriteVersion.class);

  UpstreamMeters(MeterRegistry registry, String upstream) {
    this.registry = registry;
    this.upstream = upstream;
    duration =
        Timer.builder("promferry.upstream.duration")
            .description("From sending a write to the upstream's answer")
            .tag("upstream", upstream)
            .register(registry);
    for (var version : WriteVersion.values()) {
      bodies.put(
          version,
          Counter.builder("promferry.upstream.bodies")
              .description("Bodies sent to the upstream, repeated ones and parts of writes too")
              .tag("upstream", upstream)
              .tag("version", version.tag())
              .register(registry));
    }
    Gauge.builder("promferry.upstream.inflight", inFlight, AtomicInteger::doubleValue)
        .description("Writes sent to the upstream and not answered yet")
        .tag("upstream", upstream)
        .strongReference(true)
        .register(registry);
    Gauge.builder(
            "promferry.upstream.concurrency.limit", concurrencyLimit, AtomicInteger::doubleValue)
        .description("Writes that the upstream is given at a time, at most")
        .tag("upstream", upstream)
        .strongReference(true)
        .register(registry);
  }

  /** How many writes at a time it is given from now on. */
  public void concurrencyLimit(int writes) {
    concurrencyLimit.set(writes);
  }

  /** How many writes at a time it is given. */
  public int concurrencyLimit() {
    return concurrencyLimit.get();
  }

  /** A body was answered, in whatever way, so long after it was sent. */
  public void answered(long nanos) {
    answerTimes.answered(nanos);
  }

  /** How long it has taken lately to answer a body. */
  public AnswerTimes answerTimes() {
    return answerTimes;
  }

  /** A write found no room; {@code reason} is one of a fixed set of words. */
  public void refused(String reason) {
    refused
        .computeIfAbsent(
            reason,
            _ ->
                Counter.builder("promferry.upstream.refused")
                    .description("Writes not sent, because the upstream is given no more at a time")
                    .tag("upstream", upstream)
                    .tag("reason", reason)
                    .register(registry))
        .increment();
  }

  public void started() {
    inFlight.incrementAndGet();
  }

  /** Writes sent and not answered yet. */
  public int inFlight() {
    return inFlight.get();
  }

  /** An attempt is repeated; {@code reason} is one of a fixed set of words. */
  public void retried(String reason) {
    retries
        .computeIfAbsent(
            reason,
            _ ->
                Counter.builder("promferry.upstream.retries")
                    .description("Attempts that were repeated")
                    .tag("upstream", upstream)
                    .tag("reason", reason)
                    .register(registry))
        .increment();
  }

  /** A body goes out in this version. */
  public void sent(WriteVersion version) {
    requireNonNull(bodies.get(version)).increment();
  }

  /** {@code outcome} is one of a fixed set of words. */
  public void finished(String outcome, long nanos) {
    inFlight.decrementAndGet();
    duration.record(Duration.ofNanos(nanos));
    writes
        .computeIfAbsent(
            outcome,
            _ ->
                Counter.builder("promferry.upstream.requests")
                    .description("Writes to the upstream by what became of them")
                    .tag("upstream", upstream)
                    .tag("outcome", outcome)
                    .register(registry))
        .increment();
  }
}
