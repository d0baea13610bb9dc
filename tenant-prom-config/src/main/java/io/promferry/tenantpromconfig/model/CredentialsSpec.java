package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * By what the gateway knows the tenant. {@code rotateEvery} is a Prometheus duration such as {@code
 * 30d}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialsSpec(
    @Default("token")
        @JsonPropertyDescription(
            "token: generated, in a Secret beside its Prometheus. serviceAccount: projected, with"
                + " audience promferry; the gateway must know the cluster's issuer.")
        @Nullable Kind kind,
    @Default("30d")
        @Pattern(Patterns.WHOLE_DURATION) @JsonPropertyDescription(
            "When a token is replaced; the old one lives until the new one is used.")
        @Nullable String rotateEvery) {
  /** What its Prometheus presents. */
  public enum Kind {
    @JsonProperty("token")
    TOKEN,
    @JsonProperty("serviceAccount")
    SERVICE_ACCOUNT
  }
}
