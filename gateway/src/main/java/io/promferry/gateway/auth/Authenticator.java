package io.promferry.gateway.auth;

import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TokenDigest;
import org.jspecify.annotations.Nullable;

/** Finds the tenant behind an {@code Authorization} header (RFC 6750, section 2.1). */
public final class Authenticator {
  private static final String SCHEME = "Bearer ";

  private final TenantDirectory directory;

  public Authenticator(TenantDirectory directory) {
    this.directory = directory;
  }

  /** {@code authorization} is the header's value, or null where there is none. */
  public AuthResult authenticate(@Nullable String authorization) {
    if (authorization == null) {
      return new Rejected(Reason.MISSING);
    }
    if (!authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return new Rejected(Reason.MALFORMED);
    }
    var token = authorization.substring(SCHEME.length()).strip();
    if (token.isEmpty()) {
      return new Rejected(Reason.MALFORMED);
    }
    return directory
        .find(TokenDigest.ofToken(token))
        .<AuthResult>map(Authenticated::new)
        .orElseGet(() -> new Rejected(Reason.UNKNOWN));
  }
}
