package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cluster as informers see it, which also wake tenants when something of theirs has changed.
 * Where an informer has nothing the API server is asked, because only it says why: the kind or a
 * right may be missing.
 */
final class InformedView implements Observed {
  private final KubernetesClient client;
  private final IndexerResourceCache<MetricsTenant> tenants;
  private final InformerEventSource<Vpc, MetricsTenant> vpcs;
  private final InformerEventSource<Subnet, MetricsTenant> subnets;
  private final InformerEventSource<VpcEgressGateway, MetricsTenant> gateways;
  private final InformerEventSource<Secret, MetricsTenant> entries;
  private final String entryNamespace;

  InformedView(EventSourceContext<MetricsTenant> context, Platform.Namespaces namespaces) {
    this.client = context.getClient();
    this.tenants = context.getPrimaryCache();
    this.entryNamespace = namespaces.tenants();
    this.vpcs = clusterWide(context, Vpc.class, vpc -> vpc.getMetadata().getName());
    this.subnets =
        clusterWide(
            context,
            Subnet.class,
            subnet -> subnet.getSpec() == null ? null : subnet.getSpec().vpc());
    this.gateways = gateways(context);
    this.entries = entries(context, namespaces.tenants());
  }

  List<EventSource<?, MetricsTenant>> sources() {
    return List.of(vpcs, subnets, gateways, entries);
  }

  private <T extends HasMetadata> InformerEventSource<T, MetricsTenant> clusterWide(
      EventSourceContext<MetricsTenant> context, Class<T> kind, Function<T, @Nullable String> vpc) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(kind, MetricsTenant.class)
            .withName(kind.getSimpleName())
            .withWatchAllNamespaces()
            .withSecondaryToPrimaryMapper(object -> inVpc(vpc.apply(object)))
            .withOnUpdateFilter(InformedView::specChanged)
            .build(),
        context);
  }

  /** Kube-OVN counts addresses in the status of Subnets, which is of no interest here. */
  private static boolean specChanged(HasMetadata now, HasMetadata before) {
    return now instanceof Vpc
        || !Objects.equals(now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
  }

  /** Of all namespaces: whoever made them, their addresses are in use. */
  private static InformerEventSource<VpcEgressGateway, MetricsTenant> gateways(
      EventSourceContext<MetricsTenant> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(VpcEgressGateway.class, MetricsTenant.class)
            .withName("VpcEgressGateway")
            .withWatchAllNamespaces()
            .withSecondaryToPrimaryMapper(InformedView::labelledTenant)
            .build(),
        context);
  }

  private static InformerEventSource<Secret, MetricsTenant> entries(
      EventSourceContext<MetricsTenant> context, String namespace) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(Secret.class, MetricsTenant.class)
            .withName("Secret")
            .withNamespaces(namespace)
            .withLabelSelector(Names.TENANT_LABEL)
            .withSecondaryToPrimaryMapper(InformedView::labelledTenant)
            .build(),
        context);
  }

  private static Set<ResourceID> labelledTenant(HasMetadata object) {
    return Optional.ofNullable(object.getMetadata().getLabels())
        .map(labels -> labels.get(Names.TENANT_LABEL))
        .map(ResourceID::new)
        .map(Set::of)
        .orElse(Set.of());
  }

  private Set<ResourceID> inVpc(@Nullable String vpc) {
    return tenants
        .list(t -> t.getSpec() != null && t.getSpec().vpc().equals(vpc))
        .map(ResourceID::fromResource)
        .collect(Collectors.toSet());
  }

  @Override
  public List<MetricsTenant> tenants() {
    return tenants.list(t -> t.getSpec() != null).toList();
  }

  @Override
  public List<Vpc> vpcs() {
    return known(vpcs.list(v -> true), Vpc.class);
  }

  @Override
  public List<Subnet> subnets() {
    return known(subnets.list(s -> true), Subnet.class);
  }

  @Override
  public List<VpcEgressGateway> egressGateways() {
    var list = gateways.list(g -> true).toList();
    return list.isEmpty()
        ? client.resources(VpcEgressGateway.class).inAnyNamespace().list().getItems()
        : list;
  }

  private <T extends HasMetadata> List<T> known(Stream<T> cached, Class<T> kind) {
    var list = cached.toList();
    return list.isEmpty() ? client.resources(kind).list().getItems() : list;
  }

  @Override
  public List<Secret> entries() {
    var list = entries.list(e -> true).toList();
    return list.isEmpty()
        ? client
            .secrets()
            .inNamespace(entryNamespace)
            .withLabel(Names.TENANT_LABEL)
            .list()
            .getItems()
        : list;
  }
}
