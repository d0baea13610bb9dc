package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
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
    @Default("agent")
        @JsonPropertyDescription(
            "agent: only forwards, and keeps its log for as long as retention says. server: can be"
                + " asked in the VPC, too, but keeps what it could not send for two to three"
                + " hours.")
        @Nullable Mode mode,
    @Default("1")
        @Min(1) @Max(10) @JsonPropertyDescription(
            "How many of it, each scraping everything; told apart by the label prometheus_replica.")
        @Nullable Integer replicas,
    @Default("30s") @Pattern(Patterns.WHOLE_DURATION) @Nullable String scrapeInterval,
    @Default("24h")
        @Pattern(Patterns.WHOLE_DURATION) @JsonPropertyDescription("How long it keeps what it could not send; needs storage enough.")
        @Nullable String retention,
    @Pattern(Patterns.WHOLE_IMAGE) @JsonPropertyDescription("Default: the platform's.")
        @Nullable String image,
    @Default("10Gi")
        @JsonPropertyDescription(
            "Size of its volume; cannot be changed later without a new volume.")
        @Nullable Quantity storage,
    @JsonPropertyDescription(
            "Default: requests of 100m and 256Mi, no limits: what is killed for memory loses its"
                + " backlog.")
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
