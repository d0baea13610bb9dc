package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the tenant's Prometheus runs. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record PrometheusSpec(
    @Nullable Mode mode,
    @Nullable Integer replicas,
    @Nullable String scrapeInterval,
    @Nullable String retention,
    @Nullable String image,
    @Nullable Quantity storage,
    @Nullable ResourceRequirements resources,
    @Nullable Map<String, String> nodeSelector,
    @Nullable List<Toleration> tolerations,
    @Nullable List<LocalObjectReference> imagePullSecrets) {
  /** Whether it only forwards, or can be asked, too. */
  public enum Mode {
    @JsonProperty("agent")
    AGENT,
    @JsonProperty("server")
    SERVER
  }
}
