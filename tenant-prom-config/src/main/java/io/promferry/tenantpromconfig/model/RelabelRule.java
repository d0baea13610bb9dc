package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One of Prometheus' {@code relabel_config}, key for key; the gateway runs it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RelabelRule(
    @JsonProperty("source_labels") @Nullable List<String> sourceLabels,
    @Nullable String separator,
    @JsonProperty("target_label") @Nullable String targetLabel,
    @Nullable String regex,
    @Nullable Long modulus,
    @Nullable String replacement,
    @Nullable String action) {}
