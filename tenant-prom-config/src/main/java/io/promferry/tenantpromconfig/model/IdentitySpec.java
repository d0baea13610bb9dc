package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What of a write beside its credential must be right. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentitySpec(@Nullable SourceAddress sourceAddress) {
  /** What happens to a write from an address that is not the tenant's. */
  public enum SourceAddress {
    @JsonProperty("off")
    OFF,
    @JsonProperty("audit")
    AUDIT,
    @JsonProperty("enforce")
    ENFORCE
  }
}
