package io.promferry.gateway.source;

import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.limits.SizeLimits;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.Tenant;
import java.util.Optional;

/**
 * What the gateway's own configuration means to every entry.
 *
 * @param defaults the limits of an entry that does not say otherwise
 * @param memoryBudget bytes of all writes in flight
 * @param hasIssuer whether service-account tokens are believed
 */
public record EntryTerms(TenantLimits defaults, long memoryBudget, boolean hasIssuer) {
  /** A budget must hold one largest write: its body and twice what it decodes to. */
  private static final int DECODED_COPIES = 2;

  /** Those of this configuration. */
  public static EntryTerms of(GatewayConfig config) {
    return new EntryTerms(
        config.limits(), config.server().memoryBudget(), config.serviceAccounts() != null);
  }

  /** Bytes that the largest write of such a tenant needs. */
  public static long largestWrite(SizeLimits sizes) {
    return sizes.bodyBytes() + (long) DECODED_COPIES * sizes.decodedBytes();
  }

  /** Why this tenant cannot be served; empty if it can. */
  public Optional<String> objection(Tenant tenant) {
    long largest = largestWrite(tenant.limits().sizes());
    if (largest > memoryBudget) {
      return Optional.of(
          "tenant %s: one write of its largest size needs %d bytes, and server.memory-budget is %d"
              .formatted(tenant.id(), largest, memoryBudget));
    }
    return !hasIssuer
            && tenant.credentials().stream().anyMatch(Credential.ServiceAccount.class::isInstance)
        ? Optional.of(
            "tenant %s: a service account needs service-accounts in the gateway's configuration"
                .formatted(tenant.id()))
        : Optional.empty();
  }
}
