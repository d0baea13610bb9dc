package io.promferry.gateway.source.kube;

import io.promferry.gateway.source.EntryTerms;
import io.promferry.gateway.source.SourcedTenants;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All Secrets as they were read at one moment. Immutable. */
final class EntryBook {
  /** Of no Secrets. */
  static final EntryBook EMPTY = new EntryBook(Map.of());

  private final Map<String, KnownEntry> byName;

  private EntryBook(Map<String, KnownEntry> byName) {
    this.byName = byName;
  }

  /** Whether these are the Secrets in it, each in the same state. */
  boolean isOf(Collection<EntrySecret> secrets) {
    return secrets.size() == byName.size() && secrets.stream().allMatch(this::has);
  }

  private boolean has(EntrySecret secret) {
    @Nullable KnownEntry known = byName.get(secret.name());
    return known != null && known.newest().isSame(secret);
  }

  /** The next one; what has changed neither itself nor its terms is not read again. */
  EntryBook next(Collection<EntrySecret> secrets, EntryTerms terms) {
    var next = new LinkedHashMap<String, KnownEntry>();
    secrets.stream()
        .sorted(EntrySecret.OLDEST_FIRST)
        .forEach(secret ->
            next.put(secret.name(), KnownEntry.read(secret, terms, byName.get(secret.name()))));
    return new EntryBook(next);
  }

  /** What is to be served of it. */
  SourcedTenants tenants() {
    var claims = new Claims();
    byName.values().forEach(claims::add);
    return claims.settled();
  }
}
