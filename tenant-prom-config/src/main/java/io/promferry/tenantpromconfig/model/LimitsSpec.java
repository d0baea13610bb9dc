package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's limits, by the gateway's names in camel case; null is the gateway's default. Sizes
 * in bytes.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LimitsSpec(
    @Nullable Integer requestsInFlight,
    @Nullable Long samplesPerSecond,
    @Nullable Long burstSamples,
    @Nullable Long bodyBytes,
    @Nullable Long decodedBytes,
    @Nullable Long activeSeries,
    @Nullable Integer labelsPerSeries,
    @Nullable Integer labelNameBytes,
    @Nullable Integer labelValueBytes,
    @Nullable String samplesAhead) {}
