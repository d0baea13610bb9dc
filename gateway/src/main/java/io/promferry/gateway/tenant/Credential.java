package io.promferry.gateway.tenant;

/** What a tenant can prove itself with; any one of its credentials is enough (design section 6). */
public sealed interface Credential {
  /** A bearer token. */
  record BearerToken(TokenDigest digest) implements Credential {}
}
