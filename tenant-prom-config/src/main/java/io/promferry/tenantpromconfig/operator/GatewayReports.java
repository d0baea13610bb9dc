package io.promferry.tenantpromconfig.operator;

import io.promferry.tenantpromconfig.model.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * What all replicas of the gateway say of tenants, merged. Read from all of them at intervals,
 * never waited for.
 */
public interface GatewayReports {
  /** What is known of a tenant. */
  TenantReport of(TenantId tenant);

  /**
   * Whether every ready replica has loaded the entry in this version; false while any of them could
   * not be asked.
   */
  boolean allHaveLoaded(String entry, String resourceVersion);

  /**
   * A tenant as all replicas together see it.
   *
   * @param flow what is to be said of its samples
   * @param text the gateway's own verdict in plain words, of the replica that knows most
   * @param lastSample the newest sample's time; empty if no replica knows one, because none has
   *     come or all have just started
   */
  record TenantReport(Flow flow, String text, Optional<Instant> lastSample) {}

  /** Whether samples arrive. */
  enum Flow {
    /** They do. */
    FLOWING,
    /** They did, or should, and do not. */
    SILENT,
    /** They come and are refused. */
    REFUSED,
    /** Nobody can say yet: no replica answers, or they have just started. */
    UNKNOWN
  }

  /**
   * When the credential with this id (the first 12 digits of a token's digest) was last used, if
   * any replica knows.
   */
  Optional<Instant> lastUsed(TenantId tenant, String credentialId);
}
