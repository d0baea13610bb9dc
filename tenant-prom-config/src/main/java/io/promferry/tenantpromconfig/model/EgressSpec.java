package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.generator.annotation.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the tenant's Prometheus reaches the gateway. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record EgressSpec(
    @Nullable Type type,
    @Nullable Integer replicas,
    @Nullable Boolean snat,
    @Nullable Bfd bfd,
    @Nullable Boolean sharedWithSubnet,
    @Nullable List<String> internalAddresses,
    @Nullable Peering peering) {
  /** By which of Kube-OVN's means. */
  public enum Type {
    @JsonProperty("egressGateway")
    EGRESS_GATEWAY,
    @JsonProperty("peering")
    PEERING,
    @JsonProperty("dualHomed")
    DUAL_HOMED,
    @JsonProperty("none")
    NONE
  }

  /**
   * Whether a replica that is gone is noticed; {@code managePort}: whether we may set {@code
   * Vpc.spec.bfdPort}.
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Bfd(@Nullable Boolean enabled, @Nullable Boolean managePort) {}

  /** The custom VPC that the tenant's is peered with, and the gateway's address in it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Peering(@Required String vpc, @Required String gatewayAddress) {}
}
