package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/**
 * The tenant's limits, by the gateway's names in camel case; null is the gateway's default. Sizes
 * in bytes.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@ValidationRule(
    value = "!has(self.burstSamples) || has(self.samplesPerSecond)",
    message = "burstSamples needs samplesPerSecond")
public record LimitsSpec(
    @Min(1) @Max(1_000_000) @Nullable Integer requestsInFlight,
    @Min(1) @Nullable Long samplesPerSecond,
    @Min(1) @Nullable Long burstSamples,
    @Min(1024) @Max(268_435_456) @Nullable Long bodyBytes,
    @Min(1024) @Max(268_435_456) @Nullable Long decodedBytes,
    @Min(1) @Max(1_000_000_000) @Nullable Long activeSeries,
    @Min(1) @Nullable Integer labelsPerSeries,
    @Min(16) @Max(1024) @Nullable Integer labelNameBytes,
    @Min(16) @Max(268_435_456) @Nullable Integer labelValueBytes,
    @Pattern(Patterns.WHOLE_DURATION) @Nullable String samplesAhead) {}
