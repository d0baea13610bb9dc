package io.promferry.gateway.discovery;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the cluster at the moment: each object as it was last seen, however long ago.
 * Every change of a namespace, and of what has none, raises its version. Thread-safe.
 */
public final class KnownCluster {
  /** The namespace of what has none. */
  private static final String CLUSTER = "";

  private final Map<String, Long> versions = new ConcurrentHashMap<>();
  private final Shelf<VpcFacts> vpcs = new Shelf<>(_ -> changed(CLUSTER));
  private final Shelf<SubnetFacts> subnets = new Shelf<>(_ -> changed(CLUSTER));
  private final Shelf<NamespaceFacts> namespaces = new Shelf<>(_ -> changed(CLUSTER));
  private final Shelf<PodFacts> pods = new Shelf<>(this::changed);
  private final Shelf<ServiceFacts> services = new Shelf<>(this::changed);
  private final Shelf<Monitor> podMonitors = new Shelf<>(this::changed);
  private final Shelf<Monitor> serviceMonitors = new Shelf<>(this::changed);
  private volatile @Nullable Topology topology;

  public Shelf<VpcFacts> vpcs() {
    return vpcs;
  }

  public Shelf<SubnetFacts> subnets() {
    return subnets;
  }

  public Shelf<NamespaceFacts> namespaces() {
    return namespaces;
  }

  public Shelf<PodFacts> pods() {
    return pods;
  }

  public Shelf<ServiceFacts> services() {
    return services;
  }

  public Shelf<Monitor> podMonitors() {
    return podMonitors;
  }

  public Shelf<Monitor> serviceMonitors() {
    return serviceMonitors;
  }

  /** Which namespaces and subnets belong to which VPC now. */
  Topology topology() {
    long version = version(CLUSTER);
    var latest = topology;
    if (latest == null || latest.version() != version) {
      latest = Topology.of(version, vpcs.in(CLUSTER), subnets.in(CLUSTER), namespaces.in(CLUSTER));
      topology = latest;
    }
    return latest;
  }

  /** A number that is greater after any change in these namespaces. */
  long version(Collection<String> someNamespaces) {
    return someNamespaces.stream().mapToLong(this::version).sum();
  }

  private long version(String namespace) {
    return versions.getOrDefault(namespace, 0L);
  }

  private void changed(String namespace) {
    versions.merge(namespace, 1L, Long::sum);
  }
}
