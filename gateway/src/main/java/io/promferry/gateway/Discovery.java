package io.promferry.gateway;

import io.promferry.gateway.config.LabelsConfig;
import io.promferry.gateway.discovery.KnownCluster;
import io.promferry.gateway.discovery.TargetAnswer;
import io.promferry.gateway.discovery.TargetLists;
import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.discovery.TenantScope;
import io.promferry.gateway.discovery.kube.ClusterWatch;
import io.promferry.gateway.kube.ApiServer;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** Discovery that is switched on: what is watched, and who may see what of it. Thread-safe. */
final class Discovery implements AutoCloseable {
  private final ClusterWatch watch;
  private final TargetLists lists;
  private final LiveServing live;
  private final GatewayMeters meters;

  private Discovery(ClusterWatch watch, TargetLists lists, LiveServing live, GatewayMeters meters) {
    this.watch = watch;
    this.lists = lists;
    this.live = live;
    this.meters = meters;
  }

  /** Begins to watch; the API server may be away. */
  static Discovery start(
      ApiServer api, boolean monitors, LiveServing live, GatewayMeters meters, LongSupplier nanos) {
    var cluster = new KnownCluster();
    var watch = new ClusterWatch(api.client(), cluster, monitors);
    meters.watchDiscovery(() -> watch.missing().isEmpty(), watch::isWatching);
    return new Discovery(watch, new TargetLists(cluster, watch::missing, nanos), live, meters);
  }

  TargetAnswer targets(Tenant tenant) {
    var id = tenant.id();
    meters
        .tenant(id)
        .watchTargets(
            () -> inNumbers(id, TargetSummary::targets),
            () -> inNumbers(id, TargetSummary::leftOutTotal));
    var ids = live.now().tenants().keySet();
    lists.retain(ids);
    boolean shares =
        ids.stream().anyMatch(other -> other.vpc().equals(id.vpc()) && !other.equals(id));
    return lists.of(new TenantScope(id, tenant.namespaces(), shares, forced(live.labels())));
  }

  private double inNumbers(TenantId id, ToDoubleFunction<TargetSummary> number) {
    return lists.last(id).map(number::applyAsDouble).orElse(Double.NaN);
  }

  private static Set<String> forced(LabelsConfig labels) {
    var names = new HashSet<>(labels.extra().keySet());
    names.add(labels.tenant());
    names.add(labels.vpc());
    return names;
  }

  /** What the tenant was last given. */
  Optional<TargetSummary> last(TenantId id) {
    return lists.last(id);
  }

  @Override
  public void close() {
    watch.close();
  }
}
