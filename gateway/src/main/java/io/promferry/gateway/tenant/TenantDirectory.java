package io.promferry.gateway.tenant;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All tenants at one moment. Immutable: the next moment is another directory, swapped whole. */
public final class TenantDirectory {
  private final Map<TenantId, Tenant> byId;
  private final Map<TokenDigest, Tenant> byToken;

  private TenantDirectory(Map<TenantId, Tenant> byId, Map<TokenDigest, Tenant> byToken) {
    this.byId = byId;
    this.byToken = byToken;
  }

  /**
   * Of tenants whose ids and tokens are unique.
   *
   * @throws IllegalArgumentException if two have the same id or token; names the tenants, not the
   *     token
   */
  public static TenantDirectory of(Collection<Tenant> tenants) {
    var byId = new LinkedHashMap<TenantId, Tenant>();
    var byToken = new HashMap<TokenDigest, Tenant>();
    for (Tenant tenant : tenants) {
      if (byId.put(tenant.id(), tenant) != null) {
        throw new IllegalArgumentException("tenant " + tenant.id() + " is listed twice");
      }
      for (Credential credential : tenant.credentials()) {
        switch (credential) {
          case Credential.BearerToken token -> put(byToken, token, tenant);
        }
      }
    }
    return new TenantDirectory(byId, byToken);
  }

  private static void put(
      Map<TokenDigest, Tenant> byToken, Credential.BearerToken token, Tenant tenant) {
    var other = byToken.put(token.digest(), tenant);
    if (other != null) {
      throw new IllegalArgumentException(
          "tenants " + other.id() + " and " + tenant.id() + " have the same token");
    }
  }

  /** Who this token speaks for: one hash lookup, one constant-time comparison. */
  public Optional<Tenant> find(TokenDigest token) {
    return Optional.ofNullable(byToken.get(token));
  }

  /** Every tenant, in the order of its entry. */
  public Collection<Tenant> tenants() {
    return byId.values();
  }
}
