package io.promferry.gateway.pipeline;

import io.promferry.gateway.wire.SplicePlan;
import java.time.Duration;

/**
 * What the pipeline has to know of a tenant, put together once when the tenant is loaded.
 *
 * @param decodedBytesLimit bytes that a body may decode to
 * @param samplesAhead how far after its write a timestamp may be, not negative
 */
public record TenantPlan(SplicePlan splice, int decodedBytesLimit, Duration samplesAhead) {
  /** The same for one write that must not take long; see {@link SplicePlan#within}. */
  TenantPlan within(long labelBytes) {
    return new TenantPlan(splice.within(labelBytes), decodedBytesLimit, samplesAhead);
  }

  /** The latest timestamp in a write of that moment; both in milliseconds since 1970. */
  long latestTimestamp(long receivedAt) {
    var mostThereIs = Duration.ofMillis(Long.MAX_VALUE - receivedAt);
    return samplesAhead.compareTo(mostThereIs) >= 0
        ? Long.MAX_VALUE
        : receivedAt + samplesAhead.toMillis();
  }
}
