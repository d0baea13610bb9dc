package io.promferry.gateway.source;

import io.promferry.gateway.tenant.EntryProblem;
import io.promferry.gateway.tenant.EntryVersion;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TenantId;
import java.util.List;
import java.util.Map;

/**
 * What a source has at one moment.
 *
 * @param entries from which object each tenant is; none of those that come from no object
 * @param problems of entries that are not in the directory as they stand
 */
public record SourcedTenants(
    TenantDirectory directory, Map<TenantId, EntryVersion> entries, List<EntryProblem> problems) {
  /** Of a source that has not been read yet. */
  public static final SourcedTenants NOT_LOADED = of(TenantDirectory.NOT_LOADED);

  public SourcedTenants {
    entries = Map.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /** Tenants that come from no object, all of them good. */
  public static SourcedTenants of(TenantDirectory directory) {
    return new SourcedTenants(directory, Map.of(), List.of());
  }
}
