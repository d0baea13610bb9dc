package io.promferry.gateway.source.kube;

import io.promferry.gateway.source.SourcedTenants;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.EntryProblem;
import io.promferry.gateway.tenant.EntryVersion;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who has which tenant and which credential, where several entries claim one: whoever comes first
 * keeps it, the others are told and keep the rest. Entries are added oldest first. Used once.
 */
final class Claims {
  private final Map<TenantId, Tenant> tenants = new LinkedHashMap<>();
  private final Map<TenantId, EntryVersion> entries = new HashMap<>();
  private final Map<Credential, TenantId> holders = new HashMap<>();
  private final List<EntryProblem> problems = new ArrayList<>();

  /** Takes in what is good of an entry, and what is wrong with it. */
  void add(KnownEntry known) {
    var name = known.newest().name();
    var good = known.good();
    for (var problem : known.problems()) {
      problem(name, problem + (good == null ? "" : "; its last good version stays served"));
    }
    if (good != null) {
      good.tenants().forEach(tenant -> claim(tenant, good.secret().entry()));
    }
  }

  SourcedTenants settled() {
    return new SourcedTenants(TenantDirectory.of(tenants.values()), entries, problems);
  }

  private void claim(Tenant tenant, EntryVersion entry) {
    var other = entries.get(tenant.id());
    if (other != null) {
      problem(
          entry.name(), "tenant %s is already in entry %s".formatted(tenant.id(), other.name()));
      return;
    }
    var own = new ArrayList<Credential>();
    for (var credential : tenant.credentials()) {
      var holder = holders.putIfAbsent(credential, tenant.id());
      if (holder == null || holder.equals(tenant.id())) {
        own.add(credential);
      } else {
        problem(entry.name(), taken(tenant, credential, holder));
      }
    }
    if (own.isEmpty()) {
      problem(entry.name(), "tenant %s has no credential left".formatted(tenant.id()));
    } else {
      tenants.put(
          tenant.id(),
          own.size() == tenant.credentials().size() ? tenant : tenant.withCredentials(own));
      entries.put(tenant.id(), entry);
    }
  }

  private String taken(Tenant tenant, Credential credential, TenantId holder) {
    var entry = entries.get(holder);
    return "the %s of tenant %s is already that of %s%s"
        .formatted(
            credential.kind(),
            tenant.id(),
            holder,
            entry == null ? "" : " in entry " + entry.name());
  }

  private void problem(String entry, String text) {
    problems.add(new EntryProblem(entry, text));
  }
}
