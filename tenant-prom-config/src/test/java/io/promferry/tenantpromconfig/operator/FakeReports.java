package io.promferry.tenantpromconfig.operator;

import io.promferry.tenantpromconfig.model.TenantId;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Gateways that say what they are told to. */
final class FakeReports implements GatewayReports {
  private final Map<TenantId, TenantReport> reports = new ConcurrentHashMap<>();
  private final Map<String, Instant> used = new ConcurrentHashMap<>();

  /** Whether they have loaded whatever they are asked for. */
  volatile boolean loaded = true;

  void flowing(TenantId tenant, Instant lastSample) {
    reports.put(tenant, new TenantReport(Flow.FLOWING, "", Optional.of(lastSample)));
  }

  void say(TenantId tenant, Flow flow, String text) {
    reports.put(tenant, new TenantReport(flow, text, Optional.empty()));
  }

  /** By the credential's id: twelve digits of a digest, or a service account. */
  void used(String id, Instant when) {
    used.put(id, when);
  }

  @Override
  public TenantReport of(TenantId tenant) {
    return reports.getOrDefault(tenant, new TenantReport(Flow.UNKNOWN, "", Optional.empty()));
  }

  @Override
  public boolean allHaveLoaded(String entry, String resourceVersion) {
    return loaded;
  }

  @Override
  public Optional<Instant> lastUsed(TenantId tenant, String credentialId) {
    return Optional.ofNullable(used.get(credentialId));
  }
}
