package io.promferry.tenantpromconfig.model.kubeovn;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A VPC: a logical router of its own. Cluster-scoped. Its lists are changed entry by entry, never
 * applied whole.
 */
@Group("kubeovn.io")
@Version("v1")
@Plural("vpcs")
public final class Vpc extends CustomResource<Vpc.Spec, Vpc.Status> {
  /** What is wanted. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Spec(
      @Nullable List<String> namespaces,
      @Nullable String defaultSubnet,
      @Nullable List<StaticRoute> staticRoutes,
      @Nullable List<PolicyRoute> policyRoutes,
      @Nullable List<Peering> vpcPeerings,
      @Nullable BfdPort bfdPort) {}

  /** What is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Status(
      @Nullable Boolean standby,
      @JsonProperty("default") @Nullable Boolean isDefault,
      @Nullable String defaultLogicalSwitch,
      @Nullable List<String> subnets,
      @Nullable List<String> vpcPeerings,
      @Nullable BfdPort bfdPort) {}

  /** A route by destination (policyDst) or source (policySrc). */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StaticRoute(
      @Nullable String policy,
      @Nullable String cidr,
      @JsonProperty("nextHopIP") @Nullable String nextHopIp,
      @Nullable String routeTable) {}

  /** A route by an OVN match; the greatest priority wins. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record PolicyRoute(
      @Nullable Integer priority,
      @Nullable String match,
      @Nullable String action,
      @JsonProperty("nextHopIP") @Nullable String nextHopIp) {}

  /** One side of a peering. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Peering(
      @Nullable String remoteVpc,
      @JsonProperty("localConnectIP") @Nullable String localConnectIp) {}

  /** Where BFD with egress gateways runs. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record BfdPort(
      @Nullable Boolean enabled, @Nullable String ip, @Nullable LabelSelector nodeSelector) {}
}
