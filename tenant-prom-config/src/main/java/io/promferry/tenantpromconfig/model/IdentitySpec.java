package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import org.jspecify.annotations.Nullable;

/** What of a write beside its credential must be right. */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IdentitySpec(
    @Default("audit")
        @JsonPropertyDescription(
            "What happens to a write from an address that is not the tenant's: off: nothing. audit:"
                + " it is counted and passes. enforce: it is told to come back.")
        @Nullable SourceAddress sourceAddress) {
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
