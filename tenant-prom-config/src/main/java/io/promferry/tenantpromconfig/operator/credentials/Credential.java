package io.promferry.tenantpromconfig.operator.credentials;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One of the credentials that stand in a tenant's entry. Times are ISO 8601.
 *
 * @param kind what it is
 * @param name of a token, its digest; of a service account, {@code namespace/name}
 * @param created when it was put there
 * @param delivered when the tenant's Prometheus got it; null before
 * @param used when the gateway was first seen to have been given it after that; null before
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Credential(
    Kind kind, String name, String created, @Nullable String delivered, @Nullable String used) {
  private static final int ID_DIGITS = 12;

  /** What it is. */
  public enum Kind {
    TOKEN,
    SERVICE_ACCOUNT
  }

  static Credential fresh(Kind kind, String name, Instant now) {
    return new Credential(kind, name, now.toString(), null, null);
  }

  /** By what the gateway reports it. */
  @JsonIgnore
  public String id() {
    return kind == Kind.TOKEN ? name.substring(0, Math.min(ID_DIGITS, name.length())) : name;
  }

  @JsonIgnore
  boolean isDelivered() {
    return delivered != null;
  }

  boolean isToken(String digest) {
    return kind == Kind.TOKEN && name.equals(digest);
  }

  Credential deliveredAt(Instant now) {
    return new Credential(kind, name, created, now.toString(), used);
  }

  Credential usedAt(Instant now) {
    return new Credential(kind, name, created, delivered, now.toString());
  }
}
