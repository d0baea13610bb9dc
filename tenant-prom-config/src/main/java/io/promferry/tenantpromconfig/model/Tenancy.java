package io.promferry.tenantpromconfig.model;

import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A MetricsTenant with every default filled in.
 *
 * @param name of the object; names everything that is made for it
 * @param created when, as Kubernetes writes it; empty if it is not in a cluster yet. Of two that
 *     claim the same, the older keeps it
 */
public record Tenancy(
    String name, TenantId id, String namespace, MetricsTenantSpec spec, String created) {
  /** How its Prometheus runs; an empty image is the platform's. */
  public record Prometheus(
      PrometheusSpec.Mode mode,
      int replicas,
      String scrapeInterval,
      String retention,
      String image,
      Quantity storage,
      ResourceRequirements resources,
      Map<String, String> nodeSelector,
      List<Toleration> tolerations,
      List<LocalObjectReference> imagePullSecrets) {}

  /** How it reaches the gateway. */
  public record Egress(
      EgressSpec.Type type,
      int replicas,
      boolean snat,
      boolean bfd,
      boolean manageBfdPort,
      boolean sharedWithSubnet,
      List<String> internalAddresses,
      EgressSpec.@Nullable Peering peering) {}

  /** Of an object that may be incomplete; problems are for {@code render}. */
  public static Tenancy of(MetricsTenant tenant) {
    var spec = tenant.getSpec();
    var name = tenant.getMetadata().getName();
    return new Tenancy(
        name,
        new TenantId(spec.tenant() == null ? name : spec.tenant(), spec.vpc()),
        spec.namespace(),
        spec,
        Objects.requireNonNullElse(tenant.getMetadata().getCreationTimestamp(), ""));
  }

  /** The rules, or none. */
  public List<RelabelRule> relabel() {
    return spec.relabel() == null ? List.of() : spec.relabel();
  }

  /** What the objects that are made for it are called. */
  public Names names() {
    return new Names(name);
  }

  /** How its Prometheus runs. */
  public Prometheus prometheus() {
    var wanted =
        Objects.requireNonNullElseGet(
            spec.prometheus(),
            () -> new PrometheusSpec(null, null, null, null, null, null, null, null, null, null));
    return new Prometheus(
        or(wanted.mode(), PrometheusSpec.Mode.AGENT),
        or(wanted.replicas(), 1),
        or(wanted.scrapeInterval(), "30s"),
        or(wanted.retention(), "24h"),
        or(wanted.image(), ""),
        or(wanted.storage(), new Quantity("10Gi")),
        withRequests(wanted.resources()),
        or(wanted.nodeSelector(), Map.of()),
        or(wanted.tolerations(), List.of()),
        or(wanted.imagePullSecrets(), List.of()));
  }

  /** How it reaches the gateway. */
  public Egress egress() {
    var wanted =
        Objects.requireNonNullElseGet(
            spec.egress(), () -> new EgressSpec(null, null, null, null, null, null, null));
    var bfd = Objects.requireNonNullElseGet(wanted.bfd(), () -> new EgressSpec.Bfd(null, null));
    return new Egress(
        or(wanted.type(), EgressSpec.Type.EGRESS_GATEWAY),
        or(wanted.replicas(), 2),
        or(wanted.snat(), true),
        or(bfd.enabled(), true),
        or(bfd.managePort(), false),
        or(wanted.sharedWithSubnet(), false),
        or(wanted.internalAddresses(), List.of()),
        wanted.peering());
  }

  /** What its Prometheus presents. */
  public CredentialsSpec.Kind credentials() {
    return spec.credentials() == null
        ? CredentialsSpec.Kind.TOKEN
        : or(spec.credentials().kind(), CredentialsSpec.Kind.TOKEN);
  }

  /** What happens to a write from an address that is not its own. */
  public IdentitySpec.SourceAddress sourceAddress() {
    return spec.identity() == null
        ? IdentitySpec.SourceAddress.AUDIT
        : or(spec.identity().sourceAddress(), IdentitySpec.SourceAddress.AUDIT);
  }

  /** How many addresses its egress gateway needs in the transit range: one to spare. */
  public int transitAddresses() {
    return egress().type() == EgressSpec.Type.EGRESS_GATEWAY ? egress().replicas() + 1 : 0;
  }

  /**
   * Where its Prometheus runs: with a second interface in the default VPC, in the platform's
   * namespace of egress gateways, because its own users could else use that interface.
   */
  public String prometheusNamespace(Platform platform) {
    return egress().type() == EgressSpec.Type.DUAL_HOMED
        ? platform.namespaces().egress()
        : namespace;
  }

  /** No limits unless asked for: what is killed for memory loses its backlog. */
  private static ResourceRequirements withRequests(@Nullable ResourceRequirements wanted) {
    if (wanted != null
        && (!or(wanted.getRequests(), Map.of()).isEmpty()
            || !or(wanted.getLimits(), Map.of()).isEmpty())) {
      return wanted;
    }
    return new ResourceRequirementsBuilder()
        .addToRequests("cpu", new Quantity("100m"))
        .addToRequests("memory", new Quantity("256Mi"))
        .build();
  }

  private static <T> T or(@Nullable T value, T otherwise) {
    return value == null ? otherwise : value;
  }
}
