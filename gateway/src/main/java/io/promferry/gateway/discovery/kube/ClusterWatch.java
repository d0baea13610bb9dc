package io.promferry.gateway.discovery.kube;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.promferry.gateway.discovery.KnownCluster;
import io.promferry.gateway.discovery.Shelf;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps a {@link KnownCluster} as the API server has it: Namespaces, Vpcs, Subnets and Pods, which
 * are required, and Services and monitors, which may be missing. What has once been heard is known
 * for as long as nothing else is heard.
 */
public final class ClusterWatch implements AutoCloseable {
  private static final String CORE = "";
  private static final String KUBE_OVN = "kubeovn.io";
  private static final String MONITORING = "monitoring.coreos.com";

  private final KubernetesClient client;
  private final List<KindWatch> watches = new ArrayList<>();

  /** Begins at once; {@code monitors} says whether PodMonitors and ServiceMonitors count. */
  public ClusterWatch(KubernetesClient client, KnownCluster cluster, boolean monitors) {
    this.client = client;
    require(CORE, "namespaces", false, cluster.namespaces(), PlatformReader::namespace);
    require(KUBE_OVN, "vpcs", false, cluster.vpcs(), PlatformReader::vpc);
    require(KUBE_OVN, "subnets", false, cluster.subnets(), PlatformReader::subnet);
    require(CORE, "pods", true, cluster.pods(), PodReader::read);
    want(CORE, "services", cluster.services(), ServiceReader::read);
    if (monitors) {
      want(MONITORING, "podmonitors", cluster.podMonitors(), MonitorReader::podMonitor);
      want(MONITORING, "servicemonitors", cluster.serviceMonitors(), MonitorReader::serviceMonitor);
    }
  }

  private <T> void require(
      String group,
      String plural,
      boolean namespaced,
      Shelf<T> shelf,
      Function<GenericKubernetesResource, Optional<T>> reader) {
    var kind = kind(group, plural, namespaced);
    watches.add(new KindWatch(client, kind, true, new FactStore<>(shelf, reader)));
  }

  private <T> void want(
      String group,
      String plural,
      Shelf<T> shelf,
      Function<GenericKubernetesResource, Optional<T>> reader) {
    var kind = kind(group, plural, true);
    watches.add(new KindWatch(client, kind, false, new FactStore<>(shelf, reader)));
  }

  private static ResourceDefinitionContext kind(String group, String plural, boolean namespaced) {
    return new ResourceDefinitionContext.Builder()
        .withGroup(group)
        .withVersion("v1")
        .withPlural(plural)
        .withNamespaced(namespaced)
        .build();
  }

  /** What is not known yet; empty once all that must be has been listed. */
  public Optional<String> missing() {
    return watches.stream().flatMap(watch -> watch.missing().stream()).findFirst();
  }

  /** Whether changes would be heard of at the moment. */
  public boolean isWatching() {
    // Each is asked, because each says in the log when it is well again.
    return watches.stream().map(KindWatch::isWatching).toList().stream().allMatch(well -> well);
  }

  @Override
  public void close() {
    watches.forEach(KindWatch::close);
  }
}
