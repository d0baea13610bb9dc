package io.promferry.gateway.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the meters show of what is counted elsewhere. */
class GatewayMetersTest {
  private final GatewayMeters meters = new GatewayMeters("test");
  private final AtomicLong counted = new AtomicLong();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "promferry_inflight_bytes",
        "promferry_active_series_memory_bytes",
        "promferry_active_series_untracked_total",
        "promferry_rules_memory_bytes",
        "promferry_rules_computed_total",
        "promferry_issuer_keys",
        "promferry_server_certificate_expiry_timestamp_seconds",
        "promferry_server_certificate_problems_total",
        "promferry_connections",
        "promferry_tenants_source_problems",
        "promferry_tenants_source_stale_seconds"
      })
  void showsWhatNobodyElseHoldsAfterAGarbageCollection(String name) {
    watchAll();
    counted.set(42);

    collectGarbage();

    assertThat(meters.scrape()).contains("\n" + name + " 42.0\n");
  }

  /** With suppliers of their own, as callers have them. */
  private void watchAll() {
    meters.watchBudget(() -> counted.get(), 100);
    meters.watchSeriesMemory(() -> counted.get(), 100, () -> counted.get());
    meters.watchRules(() -> counted.get(), 100, () -> counted.get());
    meters.watchIssuerKeys(() -> counted.intValue(), () -> counted.get() > 0);
    meters.watchCertificate("server", () -> counted.get(), () -> counted.get());
    meters.watchTenantSource(() -> counted.intValue(), () -> counted.get());
    meters.watchConnections(() -> counted.get(), 100);
  }

  private static void collectGarbage() {
    var collected = new WeakReference<>(new Object());
    await()
        .until(() -> {
          System.gc();
          return collected.refersTo(null);
        });
  }
}
