package io.promferry.gateway.status;

import io.promferry.gateway.status.TenantSnapshot.LastWrite;
import io.promferry.gateway.status.TenantSnapshot.Refusal;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.SpliceReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant's writes came to since the gateway knows it. Thread-safe without locks; a write
 * that is accepted allocates nothing.
 */
public final class TenantJournal {
  private static final long NEVER = Long.MIN_VALUE;

  /** As much as Prometheus logs of an answer (facts/remote-write.md 1.5). */
  private static final int LONGEST_TEXT = 1_024;

  private final InstantSource clock;
  private final long knownSince;
  private final RollingCounts counts = new RollingCounts();
  private final AtomicReference<@Nullable History> history = new AtomicReference<>();
  private final AtomicLong firstWrite = new AtomicLong(NEVER);
  private final AtomicLong lastWrite = new AtomicLong(NEVER);
  private final AtomicLong lastAccepted = new AtomicLong(NEVER);
  private final AtomicLong newestSample = new AtomicLong(NEVER);
  private final AtomicLong refusedSince = new AtomicLong(NEVER);
  private final AtomicReference<@Nullable Refusal> lastRefusal = new AtomicReference<>();

  /** Of a tenant that the clock's present moment finds new. */
  TenantJournal(InstantSource clock) {
    this.clock = clock;
    this.knownSince = clock.millis();
  }

  /** A body has been spliced; counted whether or not it can be delivered. */
  public void spliced(SpliceReport report) {
    if (!report.refused().isEmpty()) {
      counts.mark(clock.millis());
      report.refused().forEach((reason, series) -> counts.add(Counts.column(reason), series));
    }
  }

  /**
   * Every required store has this much of a write, the newest of it at that time: milliseconds
   * since 1970, {@link Long#MIN_VALUE} if there is none.
   */
  public void accepted(PartCounts written, long newestTimestamp) {
    long now = clock.millis();
    counts.mark(now);
    counts.add(Counts.SAMPLES, written.samples());
    counts.add(Counts.HISTOGRAMS, written.histograms());
    counts.add(Counts.EXEMPLARS, written.exemplars());
    newestSample.accumulateAndGet(newestTimestamp, Math::max);
    history().accepted(now, (long) written.samples() + written.histograms());
  }

  /**
   * A write has been answered.
   *
   * @param written as the sender was told; a write that was accepted and carried nothing, such as
   *     metadata, ends no streak of refusals
   */
  public void answered(WriteResult result, PartCounts written, int status, String text) {
    ended(result, !written.equals(PartCounts.NONE), status, text);
  }

  /** A write has ended without an answer. */
  public void unanswered(WriteResult result) {
    ended(result, false, 0, "");
  }

  private void ended(WriteResult result, boolean tookPart, int status, String text) {
    long now = clock.millis();
    counts.mark(now);
    counts.add(Counts.column(result), 1);
    firstWrite.compareAndSet(NEVER, now);
    lastWrite.set(packed(now, result, status));
    if (tookPart) {
      lastAccepted.set(now);
      refusedSince.set(NEVER);
    } else if (result != WriteResult.ACCEPTED) {
      refusedSince.compareAndSet(NEVER, now);
    }
    if (result != WriteResult.ACCEPTED) {
      var at = Instant.ofEpochMilli(now);
      lastRefusal.set(new Refusal(at, result, status(status), Words.cut(text, LONGEST_TEXT)));
      history().refused(now);
    }
  }

  /** What is known at this moment. */
  public TenantSnapshot snapshot() {
    long now = clock.millis();
    return new TenantSnapshot(
        Instant.ofEpochMilli(knownSince),
        lastWrite(),
        instant(lastAccepted),
        instant(newestSample),
        lastRefusal.get(),
        instant(refusedSince),
        counts.totals(),
        counts.recent(now),
        recentSpan(now));
  }

  /** The last hour, minute by minute, this one last; empty for a tenant that has not written. */
  public List<History.Minute> lastHour() {
    var known = history.get();
    return known == null ? List.of() : known.until(clock.millis());
  }

  /** Of a tenant that writes. */
  private History history() {
    var known = history.get();
    if (known != null) {
      return known;
    }
    var first = new History();
    return history.compareAndSet(null, first) ? first : Objects.requireNonNull(history.get());
  }

  private Duration recentSpan(long now) {
    long start = Math.max(RollingCounts.windowStart(now), firstWrite.get());
    return Duration.ofMillis(Math.max(1_000, now - start));
  }

  private @Nullable LastWrite lastWrite() {
    long packed = lastWrite.get();
    return packed == NEVER
        ? null
        : new LastWrite(
            Instant.ofEpochMilli(packed >> 16),
            Counts.result((int) packed & 0x3f),
            status((int) packed >> 6 & 0x3ff));
  }

  /** Time, status and result in one number, so that they stay together without an object. */
  private static long packed(long millis, WriteResult result, int status) {
    return millis << 16 | status << 6 | Counts.column(result);
  }

  private static OptionalInt status(int status) {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  private static @Nullable Instant instant(AtomicLong millis) {
    long value = millis.get();
    return value == NEVER ? null : Instant.ofEpochMilli(value);
  }
}
