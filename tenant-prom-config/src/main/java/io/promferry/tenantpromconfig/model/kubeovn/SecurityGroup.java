package io.promferry.tenantpromconfig.model.kubeovn;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a pod may send and receive; everything else is dropped. Cluster-scoped. */
@Group("kubeovn.io")
@Version("v1")
@Plural("security-groups")
public final class SecurityGroup extends CustomResource<SecurityGroup.Spec, Void> {
  /** What is wanted. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Spec(
      @Nullable Boolean allowSameGroupTraffic,
      @Nullable List<Rule> ingressRules,
      @Nullable List<Rule> egressRules) {}

  /** The smallest priority wins; priorities must differ. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Rule(
      @Nullable String ipVersion,
      @Nullable String protocol,
      @Nullable Integer priority,
      @Nullable String remoteType,
      @Nullable String remoteAddress,
      @Nullable Integer portRangeMin,
      @Nullable Integer portRangeMax,
      @Nullable String policy) {}
}
