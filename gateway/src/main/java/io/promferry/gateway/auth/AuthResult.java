package io.promferry.gateway.auth;

import io.promferry.gateway.tenant.Tenant;

/** Who is speaking, or why that is not known. */
public sealed interface AuthResult {
  /** The credential is this tenant's. */
  record Authenticated(Tenant tenant) implements AuthResult {}

  /** No tenant has this credential. */
  record Rejected(Reason reason) implements AuthResult {}

  /** Why a credential was rejected; a metric's tag and the answer's text. */
  enum Reason {
    MISSING("no bearer token"),
    MALFORMED("the Authorization header is not 'Bearer <token>'"),
    UNKNOWN("unknown bearer token");

    private final String text;

    Reason(String text) {
      this.text = text;
    }

    public String text() {
      return text;
    }
  }
}
