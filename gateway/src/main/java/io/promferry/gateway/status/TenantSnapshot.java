package io.promferry.gateway.status;

import io.promferry.gateway.telemetry.WriteResult;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link TenantJournal} knows at one moment. Writes that end meanwhile may be in some of it.
 *
 * @param knownSince when the gateway started, or a reload added the tenant
 * @param lastAccepted when something of a write was last accepted
 * @param newestSample the newest timestamp that was accepted
 * @param refusedSince when the first write was refused after which none was accepted
 * @param total since then
 * @param recent in the last five minutes
 * @param recentSpan how long that is, shorter when the first write is younger; at least a second
 */
public record TenantSnapshot(
    Instant knownSince,
    @Nullable LastWrite lastWrite,
    @Nullable Instant lastAccepted,
    @Nullable Instant newestSample,
    @Nullable Refusal lastRefusal,
    @Nullable Instant refusedSince,
    Counts total,
    Counts recent,
    Duration recentSpan) {
  /**
   * The last write.
   *
   * @param status as the sender was answered; empty if the connection was closed instead
   */
  public record LastWrite(Instant at, WriteResult result, OptionalInt status) {}

  /**
   * A write that was refused, in part or whole, or not answered.
   *
   * @param status as in {@link LastWrite}
   * @param text what the sender was told, at most 1,024 characters; empty without an answer
   */
  public record Refusal(Instant at, WriteResult result, OptionalInt status, String text) {}

  /** Float samples and native histograms accepted per second, over the last five minutes. */
  public double samplesPerSecond() {
    return (recent.samples() + recent.histograms()) * 1000.0 / recentSpan.toMillis();
  }
}
