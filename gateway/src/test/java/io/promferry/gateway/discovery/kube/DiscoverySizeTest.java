package io.promferry.gateway.discovery.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.promferry.gateway.discovery.KnownCluster;
import io.promferry.gateway.discovery.TargetLists;
import io.promferry.gateway.discovery.TargetSummary;
import io.promferry.gateway.discovery.TenantScope;
import io.promferry.gateway.tenant.TenantId;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** 500 tenants with 20 pods each: what is retained, and how long a list takes. */
class DiscoverySizeTest {
  private static final int TENANTS = 500;
  private static final int PODS = 20;
  private static final long MOST_BYTES = 64L << 20;

  private final KnownCluster cluster = new KnownCluster();
  private final AtomicLong now = new AtomicLong();
  private final TargetLists lists =
      new TargetLists(cluster, Optional::empty, () -> now.addAndGet(2_000_000_000L));
  private final FactStore<?> pods = new FactStore<>(cluster.pods(), PodReader::read);
  private final FactStore<?> services = new FactStore<>(cluster.services(), ServiceReader::read);
  private final FactStore<?> vpcs = new FactStore<>(cluster.vpcs(), PlatformReader::vpc);
  private final FactStore<?> subnets = new FactStore<>(cluster.subnets(), PlatformReader::subnet);
  private final FactStore<?> namespaces =
      new FactStore<>(cluster.namespaces(), PlatformReader::namespace);
  private final FactStore<?> monitors =
      new FactStore<>(cluster.serviceMonitors(), MonitorReader::serviceMonitor);

  @Test
  void fitsIntoMemory() {
    long before = used();
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      fill(tenant);
    }
    long known = used() - before;
    int targets = IntStream.range(0, TENANTS).map(this::targets).sum();
    long withLists = used() - before;
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      put(pods, pod(tenant, 0, "10.0.1.200"));
    }
    long start = System.nanoTime();
    IntStream.range(0, TENANTS).forEach(this::targets);
    long nanos = (System.nanoTime() - start) / TENANTS;
    start = System.nanoTime();
    IntStream.range(0, TENANTS).forEach(this::targets);
    long again = (System.nanoTime() - start) / TENANTS;

    System.out.printf(
        "discovery: %d pods of %d tenants retain %.1f MiB, %.1f MiB with all lists; a new list takes %d us, the same again %d us%n",
        TENANTS * PODS, TENANTS, known / 1048576.0, withLists / 1048576.0, nanos / 1000, again / 1000);
    assertThat(targets).isEqualTo(TENANTS * PODS);
    assertThat(withLists).isLessThan(MOST_BYTES);
  }

  private int targets(int tenant) {
    var scope =
        new TenantScope(
            new TenantId("tenant-" + tenant, "vpc-" + tenant), List.of(), false, Set.of("tenant"));
    lists.of(scope);
    return lists.last(scope.id()).map(TargetSummary::targets).orElse(0);
  }

  private void fill(int tenant) {
    put(
        namespaces,
        "{metadata: {name: ns-%d, resourceVersion: \"1\", labels: {kubernetes.io/metadata.name: ns-%d}}}"
            .formatted(tenant, tenant));
    put(
        vpcs,
        "{metadata: {name: vpc-%d, resourceVersion: \"2\"}, spec: {namespaces: [ns-%d]}}"
            .formatted(tenant, tenant));
    put(
        subnets,
        "{metadata: {name: net-%d, resourceVersion: \"3\"}, spec: {vpc: vpc-%d, cidrBlock: 10.0.0.0/16}}"
            .formatted(tenant, tenant));
    put(
        services,
        "{metadata: {name: web, namespace: ns-%d, resourceVersion: \"4\", labels: {app: web}}, spec: {selector: {app: web}, ports: [{name: metrics, port: 80, targetPort: metrics}]}}"
            .formatted(tenant));
    put(
        monitors,
        "{metadata: {name: web, namespace: ns-%d, resourceVersion: \"5\"}, spec: {selector: {matchLabels: {app: web}}, endpoints: [{port: metrics, interval: 15s, relabelings: [{sourceLabels: [__meta_kubernetes_pod_node_name], targetLabel: node}]}]}}"
            .formatted(tenant));
    for (int number = 0; number < PODS; number++) {
      put(pods, pod(tenant, number, "10.0.1." + (number + 3)));
    }
  }

  private static String pod(int tenant, int number, String address) {
    return """
        metadata:
          name: web-6f7d9c8b5c-%1$05d
          namespace: ns-%2$d
          uid: 1b4e28ba-2fa1-11d2-883f-%2$06d%1$06d
          resourceVersion: "12345678"
          labels: {app: web, app.kubernetes.io/name: shop, app.kubernetes.io/instance: shop-%2$d, app.kubernetes.io/version: 1.2.3, pod-template-hash: 6f7d9c8b5c, team: blue}
          annotations:
            ovn.kubernetes.io/ip_address: %3$s
            ovn.kubernetes.io/logical_router: vpc-%2$d
            ovn.kubernetes.io/logical_switch: net-%2$d
            ovn.kubernetes.io/mac_address: 00:00:00:12:34:56
            ovn.kubernetes.io/routed: "true"
            ovn.kubernetes.io/allocated: "true"
            acme.example/build: "20260102.%1$d"
            checksum/config: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
          ownerReferences: [{kind: ReplicaSet, name: web-6f7d9c8b5c, uid: x, apiVersion: apps/v1, controller: true}]
        spec:
          nodeName: node-%1$d
          containers:
          - {name: app, image: "registry.example/shop:1.2.3", env: [{name: A, value: b}], ports: [{name: web, containerPort: 8080}, {name: metrics, containerPort: 9100}]}
          - {name: side, image: "registry.example/side:1.2.3", ports: [{name: admin, containerPort: 15000}]}
        status:
          phase: Running
          hostIP: 192.168.0.7
          podIP: %3$s
          podIPs: [{ip: %3$s}]
          conditions: [{type: Ready, status: "True"}]
        """
        .formatted(number, tenant, address);
  }

  private static void put(FactStore<?> store, String yaml) {
    var object = Serialization.unmarshal("---\n" + yaml, GenericKubernetesResource.class);
    store.put(store.getKey(object), object);
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
