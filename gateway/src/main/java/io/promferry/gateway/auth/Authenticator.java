package io.promferry.gateway.auth;

import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Cause;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.auth.AuthResult.Unavailable;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TokenDigest;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tenant behind what a request shows of its sender: one directory, all kinds of
 * credentials. An Authorization header alone decides where there is one. Thread-safe, never blocks.
 */
public final class Authenticator {
  /** Longer than any token that is meant, shorter than what is worth a hash. */
  static final int LONGEST_CREDENTIAL = 16 << 10;

  private final TenantDirectory directory;
  private final @Nullable ServiceAccountTokens serviceAccounts;
  private final CertificateHolders certificates;
  private final List<String> challenges;

  /** {@code serviceAccounts} is null where no issuer of tokens is trusted. */
  public Authenticator(
      TenantDirectory directory,
      @Nullable ServiceAccountTokens serviceAccounts,
      InstantSource clock) {
    this.directory = directory;
    this.serviceAccounts = serviceAccounts;
    this.certificates = new CertificateHolders(directory, clock);
    this.challenges =
        directory.has(Credential.Basic.class)
            ? List.of("Bearer", "Basic realm=\"promferry\", charset=\"UTF-8\"")
            : List.of("Bearer");
  }

  /** The values of {@code WWW-Authenticate}: what a sender could have shown. */
  public List<String> challenges() {
    return challenges;
  }

  /** Who shows this. */
  public AuthResult authenticate(Presented presented) {
    if (!directory.isLoaded()) {
      return new Unavailable(Cause.TENANTS_NOT_LOADED);
    }
    if (presented.authorization() != null) {
      return byHeader(presented.authorization());
    }
    return presented.certificate() == null
        ? new Rejected(Reason.MISSING)
        : certificates.find(presented.certificate());
  }

  private AuthResult byHeader(String authorization) {
    int space = authorization.indexOf(' ');
    var shown = space < 0 ? "" : authorization.substring(space + 1).strip();
    if (shown.isEmpty() || shown.length() > LONGEST_CREDENTIAL) {
      return new Rejected(Reason.MALFORMED);
    }
    return switch (authorization.substring(0, space).toLowerCase(Locale.ROOT)) {
      case "bearer" -> byToken(shown);
      case "basic" ->
          BasicCredentials.parse(shown)
              .map(this::find)
              .orElseGet(() -> new Rejected(Reason.MALFORMED));
      default -> new Rejected(Reason.MALFORMED);
    };
  }

  /** One that a tenant has as it stands comes first: it costs a hash. */
  private AuthResult byToken(String token) {
    var digest = TokenDigest.ofToken(token);
    var shown = new Credential.BearerToken(digest);
    var known = directory.find(shown);
    if (known.isPresent()) {
      return new Authenticated(known.get(), shown);
    }
    return serviceAccounts != null && ServiceAccountTokens.mayBe(token)
        ? serviceAccounts.authenticate(token, digest, directory)
        : new Rejected(Reason.UNKNOWN);
  }

  private AuthResult find(Credential credential) {
    return directory
        .find(credential)
        .<AuthResult>map(tenant -> new Authenticated(tenant, credential))
        .orElseGet(() -> new Rejected(Reason.UNKNOWN));
  }
}
