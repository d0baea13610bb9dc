package io.promferry.gateway.auth;

import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.Tenant;

/** Who is speaking, or why that is not known. */
public sealed interface AuthResult {
  /** The credential is this tenant's. */
  record Authenticated(Tenant tenant, Credential credential) implements AuthResult {}

  /** No tenant has this credential, nor will one without a change of configuration. */
  record Rejected(Reason reason) implements AuthResult {}

  /** Nobody can say yet: the same request may be right a moment later. */
  record Unavailable(Cause cause) implements AuthResult {}

  /** Why a credential was rejected; a metric's tag and the answer's text. */
  enum Reason {
    MISSING("no credential: neither an Authorization header nor a client certificate"),
    MALFORMED("the credential cannot be read"),
    UNKNOWN("unknown credential"),
    EXPIRED("the credential has expired"),
    UNTRUSTED("the token is not one of the configured issuer for this gateway"),
    AMBIGUOUS("the client certificate names more than one tenant");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }

  /** Why nobody can say yet; a metric's tag and the answer's text. */
  enum Cause {
    TENANTS_NOT_LOADED("the gateway is loading its tenants"),
    KEYS_NOT_LOADED("the gateway has no keys yet to check tokens with"),
    KEY_NOT_KNOWN("the gateway does not know the token's key and is asking for it"),
    TOO_MANY_UNKNOWN_TOKENS("too many unknown tokens are sent at the moment to check another one"),
    NOT_VALID_YET("the token is not valid yet: its issuer's clock and the gateway's differ"),
    AUTHENTICATION_FAILED("internal error while authenticating");

    private final String text;

    Cause(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
