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

/** A range of addresses in a VPC: a logical switch. Cluster-scoped. */
@Group("kubeovn.io")
@Version("v1")
@Plural("subnets")
public final class Subnet extends CustomResource<Subnet.Spec, Subnet.Status> {
  /** The VPC of subnets that name none. */
  public static final String DEFAULT_VPC = "ovn-cluster";

  /** What is wanted. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Spec(
      @Nullable String vpc,
      @Nullable String protocol,
      @Nullable String cidrBlock,
      @Nullable String gateway,
      @Nullable List<String> excludeIps,
      @Nullable String provider,
      @Nullable List<String> namespaces,
      @Nullable List<LabelSelector> namespaceSelectors,
      @Nullable Boolean natOutgoing,
      @Nullable Boolean enableLb,
      @Nullable List<Acl> acls,
      @JsonProperty("default") @Nullable Boolean isDefault) {}

  /** What is. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Status(
      @JsonProperty("v4availableIPs") @Nullable Double v4AvailableIps,
      @JsonProperty("v4usingIPs") @Nullable Double v4UsingIps) {}

  /** A rule of the switch; the greatest priority wins. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Acl(
      @Nullable String direction,
      @Nullable Integer priority,
      @Nullable String match,
      @Nullable String action) {}
}
