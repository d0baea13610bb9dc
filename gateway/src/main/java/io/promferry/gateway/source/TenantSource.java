package io.promferry.gateway.source;

import io.promferry.gateway.config.ConfigException;

/** Where tenant entries come from. Used by one thread at a time. */
public interface TenantSource extends AutoCloseable {
  /** Whether there may be something else than what was last loaded. */
  boolean hasChanged();

  /**
   * All tenants that there are now.
   *
   * @throws ConfigException with all problems together, if nothing of it may be used
   */
  SourcedTenants load(EntryTerms terms) throws ConfigException;

  @Override
  default void close() {}
}
