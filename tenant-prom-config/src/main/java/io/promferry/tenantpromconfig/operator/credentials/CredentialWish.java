package io.promferry.tenantpromconfig.operator.credentials;

import java.time.Duration;
import java.util.Optional;

/** By what a tenant is to be known. */
public sealed interface CredentialWish {
  /** A token of ours, replaced after {@code rotateEvery}, or never where that is empty. */
  record Token(Optional<Duration> rotateEvery) implements CredentialWish {}

  /** The projected token of a service account, written {@code namespace/name}. */
  record ServiceAccount(String name) implements CredentialWish {}
}
