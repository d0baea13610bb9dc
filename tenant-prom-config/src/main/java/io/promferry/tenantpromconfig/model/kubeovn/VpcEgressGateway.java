package io.promferry.tenantpromconfig.model.kubeovn;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pods through which a VPC's traffic leaves (Kube-OVN 1.14 and later). Namespaced. */
@Group("kubeovn.io")
@Version("v1")
@Plural("vpc-egress-gateways")
public final class VpcEgressGateway
    extends CustomResource<VpcEgressGateway.Spec, VpcEgressGateway.Status> implements Namespaced {
  /** What is wanted. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Spec(
      @Nullable String vpc,
      @Nullable Integer replicas,
      @Nullable String image,
      @Nullable String internalSubnet,
      @Nullable String externalSubnet,
      @JsonProperty("internalIPs") @Nullable List<String> internalIps,
      @JsonProperty("externalIPs") @Nullable List<String> externalIps,
      @Nullable List<Policy> policies,
      @Nullable List<Selector> selectors,
      @Nullable String trafficPolicy,
      @Nullable Bfd bfd) {}

  /** Traffic by its source range. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Policy(
      @Nullable Boolean snat, @Nullable List<String> ipBlocks, @Nullable List<String> subnets) {}

  /** Traffic by its source pod; always translated. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Selector(
      @Nullable LabelSelector namespaceSelector, @Nullable LabelSelector podSelector) {}

  /** Times in milliseconds. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Bfd(
      @Nullable Boolean enabled,
      @JsonProperty("minRX") @Nullable Integer minRx,
      @JsonProperty("minTX") @Nullable Integer minTx,
      @Nullable Integer multiplier) {}

  /** What is; one element of the lists for each pod, dual stack joined by a comma. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Status(
      @Nullable String phase,
      @Nullable Boolean ready,
      @Nullable Integer replicas,
      @Nullable List<StatusCondition> conditions,
      @JsonProperty("internalIPs") @Nullable List<String> internalIps,
      @JsonProperty("externalIPs") @Nullable List<String> externalIps) {}

  /** A condition. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record StatusCondition(
      @Nullable String type,
      @Nullable String status,
      @Nullable String reason,
      @Nullable String message) {}
}
