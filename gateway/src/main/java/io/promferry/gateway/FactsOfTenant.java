package io.promferry.gateway;

import io.promferry.gateway.limits.ActiveSeries;
import io.promferry.gateway.limits.TenantLimiter;
import io.promferry.gateway.status.TenantFacts;
import io.promferry.gateway.status.TenantFacts.CredentialUse;
import io.promferry.gateway.status.TenantFacts.LimitUse;
import io.promferry.gateway.status.TenantFacts.MetricSeries;
import io.promferry.gateway.status.TenantFacts.SourceSeen;
import io.promferry.gateway.tenant.AddressRange;
import io.promferry.gateway.tenant.AddressText;
import io.promferry.gateway.tenant.CredentialUses;
import io.promferry.gateway.tenant.EntryVersion;
import io.promferry.gateway.tenant.SeenSources;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Puts together what limits, addresses and credentials say of a tenant, for operators. */
final class FactsOfTenant {
  private static final int TOP_METRICS = 10;

  private FactsOfTenant() {}

  static TenantFacts of(
      TenantLimiter limiter,
      List<AddressRange> expected,
      SeenSources sources,
      @Nullable EntryVersion entry,
      CredentialUses credentials) {
    var series = limiter.series();
    return new TenantFacts(
        limits(limiter),
        series.map(counted -> OptionalLong.of(counted.active())).orElseGet(OptionalLong::empty),
        series.map(FactsOfTenant::topMetrics).orElse(List.of()),
        expected,
        sources.snapshot().stream().map(FactsOfTenant::source).toList(),
        entry,
        credentials.snapshot().stream().map(FactsOfTenant::credential).toList());
  }

  private static List<LimitUse> limits(TenantLimiter limiter) {
    var uses = new ArrayList<LimitUse>();
    var limits = limiter.limits();
    limits
        .requestsInFlight()
        .ifPresent(
            most -> uses.add(new LimitUse("requests-in-flight", limiter.requestsInFlight(), most)));
    limits
        .sampleRate()
        .ifPresent(rate ->
            uses.add(
                new LimitUse(
                    "burst-samples",
                    rate.burst() - limiter.samplesLeft().orElse(rate.burst()),
                    rate.burst())));
    var most = limits.activeSeries();
    limiter
        .series()
        .ifPresent(series ->
            uses.add(new LimitUse("active-series", series.active(), most.orElse(Long.MAX_VALUE))));
    return uses;
  }

  private static List<MetricSeries> topMetrics(ActiveSeries series) {
    return series.topMetricNames(TOP_METRICS).stream()
        .map(top -> new MetricSeries(top.metricName(), top.series()))
        .toList();
  }

  private static SourceSeen source(SeenSources.Source source) {
    return new SourceSeen(
        AddressText.of(source.address()),
        Instant.ofEpochSecond(source.lastSeenSeconds()),
        source.expected());
  }

  private static CredentialUse credential(CredentialUses.Use use) {
    var seconds = use.lastUsedSeconds();
    return new CredentialUse(
        use.credential().key(),
        use.credential().id(),
        seconds.isPresent() ? Instant.ofEpochSecond(seconds.getAsLong()) : null);
  }
}
