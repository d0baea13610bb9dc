package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the tenant's Prometheus reaches the gateway. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "has(self.peering) == (has(self.type) && self.type == 'peering')",
    message = "peering is required with type peering, and only there")
@ValidationRule(
    value =
        "!has(self.sharedWithSubnet) || !self.sharedWithSubnet || has(self.internalAddresses) &&"
            + " size(self.internalAddresses) == (has(self.replicas) ? self.replicas : 2)",
    message = "sharedWithSubnet needs as many internalAddresses as replicas")
public record EgressSpec(
    @Default("egressGateway")
        @JsonPropertyDescription(
            "egressGateway: through a VpcEgressGateway of its own. peering: with a custom hub VPC."
                + " dualHomed: by a second interface in the default VPC. none: somebody else sees"
                + " to it.")
        @Nullable Type type,
    @Default("2")
        @Min(1) @Max(10) @JsonPropertyDescription(
            "Of the egress gateway; with one, every change of it is an interruption.")
        @Nullable Integer replicas,
    @Default("true")
        @JsonPropertyDescription(
            "Whether addresses are translated; false only with a transit network that knows the way"
                + " back to addresses that are the tenant's alone.")
        @Nullable Boolean snat,
    @Nullable Bfd bfd,
    @Default("false")
        @JsonPropertyDescription(
            "Whether the subnet has an egress gateway for all of its pods already; ours is then"
                + " reached by a policy route of the VPC.")
        @Nullable Boolean sharedWithSubnet,
    @JsonPropertyDescription(
            "With sharedWithSubnet: addresses of the subnet that nothing else has, one for each"
                + " replica.")
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
  public record Bfd(
      @Default("true")
          @JsonPropertyDescription(
              "Whether a replica that is gone is noticed within a second; needs Vpc.spec.bfdPort.")
          @Nullable Boolean enabled,
      @Default("false") @JsonPropertyDescription("Whether Promferry may set Vpc.spec.bfdPort.")
          @Nullable Boolean managePort) {}

  /** The custom VPC that the tenant's is peered with, and the gateway's address in it. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Peering(
      @Required @Pattern(Patterns.WHOLE_DNS_SUBDOMAIN) String vpc,
      @Required @Pattern(Patterns.WHOLE_ADDRESS) String gatewayAddress) {}
}
