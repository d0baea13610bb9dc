package io.promferry.gateway.tenant;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All tenants at one moment. Immutable: the next moment is another directory, swapped whole. */
public final class TenantDirectory {
  /**
   * Before a source of tenants has been read: knows nobody, and cannot say that anybody is wrong.
   */
  public static final TenantDirectory NOT_LOADED = new TenantDirectory(Map.of(), Map.of());

  private final Map<TenantId, Tenant> byId;
  private final Map<Credential, Tenant> byCredential;

  private TenantDirectory(Map<TenantId, Tenant> byId, Map<Credential, Tenant> byCredential) {
    this.byId = byId;
    this.byCredential = byCredential;
  }

  /**
   * Of tenants whose ids and credentials are unique; one tenant may have the same credential twice,
   * as two files have the same token while they are rotated.
   *
   * @throws IllegalArgumentException if two have the same id or credential; names the tenants, not
   *     the credential
   */
  public static TenantDirectory of(Collection<Tenant> tenants) {
    var byId = new LinkedHashMap<TenantId, Tenant>();
    var byCredential = new HashMap<Credential, Tenant>();
    for (Tenant tenant : tenants) {
      if (byId.put(tenant.id(), tenant) != null) {
        throw new IllegalArgumentException("tenant " + tenant.id() + " is listed twice");
      }
      for (Credential credential : tenant.credentials()) {
        var other = byCredential.put(credential, tenant);
        if (other != null && !other.equals(tenant)) {
          throw new IllegalArgumentException(
              "tenants "
                  + other.id()
                  + " and "
                  + tenant.id()
                  + " have the same "
                  + credential.kind());
        }
      }
    }
    return new TenantDirectory(byId, byCredential);
  }

  /** Who this speaks for: one hash lookup, and a constant-time comparison of what is secret. */
  public Optional<Tenant> find(Credential credential) {
    return Optional.ofNullable(byCredential.get(credential));
  }

  /** Whether any tenant has a credential of this kind; looks at all of them. */
  public boolean has(Class<? extends Credential> kind) {
    return byCredential.keySet().stream().anyMatch(kind::isInstance);
  }

  /** Whether whoever is not in here is nobody's. */
  public boolean isLoaded() {
    return this != NOT_LOADED;
  }

  /** Every tenant, in the order of its entry. */
  public Collection<Tenant> tenants() {
    return byId.values();
  }
}
