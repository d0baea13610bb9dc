package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far the tenant is. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonIgnoreProperties(ignoreUnknown = true)
public record MetricsTenantStatus(
    @Nullable Long observedGeneration,
    @Nullable List<Condition> conditions,
    @Nullable List<String> egressAddresses,
    @Nullable String lastSampleTime) {}
