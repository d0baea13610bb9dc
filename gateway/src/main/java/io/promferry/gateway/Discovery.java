package io.promferry.gateway;

import io.promferry.gateway.discovery.KnownCluster;
import io.promferry.gateway.discovery.TargetAnswer;
import io.promferry.gateway.discovery.TargetLists;
import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.discovery.TenantScope;
import io.promferry.gateway.discovery.kube.ClusterWatch;
import io.promferry.gateway.kube.ApiServer;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantId;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/** Discovery that is switched on: what is watched, and who may see what of it. Thread-safe. */
final class Discovery implements AutoCloseable {
  private final ClusterWatch watch;
  private final TargetLists lists;
  private final GatewayMeters meters;

  private Discovery(ClusterWatch watch, TargetLists lists, GatewayMeters meters) {
    this.watch = watch;
    this.lists = lists;
    this.meters = meters;
  }

  /** Begins to watch; the API server may be away. */
  static Discovery start(
      ApiServer api, boolean monitors, KeptState kept, GatewayMeters meters, LongSupplier nanos) {
    var cluster = new KnownCluster();
    var watch = new ClusterWatch(api.client(), cluster, monitors);
    meters.discovery().watch(() -> watch.missing().isEmpty(), watch::isWatching);
    var lists = new TargetLists(cluster, watch::missing, nanos);
    kept.whenForgetting(lists::retain);
    return new Discovery(watch, lists, meters);
  }

  TargetAnswer targets(TenantScope scope) {
    var id = scope.id();
    meters
        .tenant(id)
        .watchTargets(
            () -> inNumbers(id, TargetSummary::targets),
            () -> inNumbers(id, TargetSummary::leftOutTotal));
    return lists.of(scope);
  }

  private double inNumbers(TenantId id, ToDoubleFunction<TargetSummary> number) {
    return lists.last(id).map(number::applyAsDouble).orElse(Double.NaN);
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
