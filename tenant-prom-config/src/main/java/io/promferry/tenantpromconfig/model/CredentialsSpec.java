package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * By what the gateway knows the tenant. {@code rotateEvery} is a Prometheus duration such as {@code
 * 30d}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialsSpec(@Nullable Kind kind, @Nullable String rotateEvery) {
  /** What its Prometheus presents. */
  public enum Kind {
    @JsonProperty("token")
    TOKEN,
    @JsonProperty("serviceAccount")
    SERVICE_ACCOUNT
  }
}
