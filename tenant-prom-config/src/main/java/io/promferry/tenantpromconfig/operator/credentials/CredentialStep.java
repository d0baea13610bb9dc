package io.promferry.tenantpromconfig.operator.credentials;

import java.util.Optional;

/**
 * One step of a tenant's credentials.
 *
 * @param state what is to stand in its entry now
 * @param held the token that waits for its delivery, in memory only
 * @param minted why there is a new token; empty if there is none
 */
public record CredentialStep(
    CredentialState state, Optional<BearerToken> held, Optional<String> minted) {

  /** The newest credential. */
  public Credential newest() {
    return state.credentials().getFirst();
  }

  /** Whether the tenant's Prometheus has the newest credential. */
  public boolean isDelivered() {
    return newest().isDelivered();
  }
}
