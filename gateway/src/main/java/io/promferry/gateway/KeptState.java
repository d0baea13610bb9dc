package io.promferry.gateway;

import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.limits.Limiters;
import io.promferry.gateway.limits.SeriesMemory;
import io.promferry.gateway.pipeline.RulesMemory;
import io.promferry.gateway.status.Journals;
import io.promferry.gateway.status.Strangers;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.CredentialUses;
import io.promferry.gateway.tenant.SeenSources;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What is known of tenants and outlives a reload: counters, remembered results, what was seen. */
final class KeptState {
  private final GatewayMeters meters;
  private final RulesMemory rulesMemory;
  private final Limiters<TenantId> limiters;
  private final Journals journals;
  private final Strangers strangers;
  private final Map<TenantId, SeenSources> sources = new ConcurrentHashMap<>();
  private final Map<TenantId, CredentialUses> credentials = new ConcurrentHashMap<>();

  private final List<Consumer<Set<TenantId>>> others = new CopyOnWriteArrayList<>();

  KeptState(GatewayConfig config, GatewayMeters meters, Clocks clocks) {
    this.meters = meters;
    journals = new Journals(clocks.instants());
    strangers = new Strangers(clocks.instants());
    var bytes = FairBudget.withReserve(config.server().memoryBudget());
    var series = new SeriesMemory(config.activeSeries().memory());
    limiters = new Limiters<>(bytes, series, config.activeSeries().window(), clocks.nanos());
    meters.watchBudget(bytes::used, bytes.capacity());
    meters.watchSeriesMemory(series::used, series.capacity(), series::untracked);
    rulesMemory = new RulesMemory(config.server().rulesMemory());
    meters.watchRules(rulesMemory::used, rulesMemory.capacity(), rulesMemory::computed);
  }

  GatewayMeters meters() {
    return meters;
  }

  Limiters<TenantId> limiters() {
    return limiters;
  }

  Journals journals() {
    return journals;
  }

  Strangers strangers() {
    return strangers;
  }

  RulesMemory rulesMemory() {
    return rulesMemory;
  }

  /** From where that tenant has come so far. */
  SeenSources sources(TenantId id) {
    return sources.computeIfAbsent(id, _ -> new SeenSources());
  }

  /** When that tenant has used what are its credentials from now on. */
  CredentialUses credentials(Tenant tenant) {
    return Objects.requireNonNull(
        credentials.compute(
            tenant.id(), (_, before) -> CredentialUses.of(tenant.credentials(), before)));
  }

  /** Forgets all tenants but these. */
  void retain(Set<TenantId> ids) {
    meters.retainTenants(ids);
    limiters.retain(ids);
    journals.retain(ids);
    sources.keySet().retainAll(ids);
    credentials.keySet().retainAll(ids);
    others.forEach(other -> other.accept(ids));
  }

  /** Tells {@code other} from now on of which tenants alone there still are. */
  void whenForgetting(Consumer<Set<TenantId>> other) {
    others.add(other);
  }
}
