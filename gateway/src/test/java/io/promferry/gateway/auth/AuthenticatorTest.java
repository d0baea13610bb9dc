package io.promferry.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.SourcePolicy;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.tenant.TokenDigest;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AuthenticatorTest {
  private static final Tenant ACME =
      new Tenant(
          new TenantId("acme", "vpc-acme"),
          List.of(
              new Credential.BearerToken(TokenDigest.ofToken("old")),
              new Credential.BearerToken(TokenDigest.ofToken("new"))),
          SourcePolicy.OFF,
          TenantLimits.DEFAULT,
          RelabelRules.NONE);

  private final Authenticator authenticator =
      new Authenticator(TenantDirectory.of(List.of(ACME)), null, InstantSource.system());

  @Test
  void knowsEveryTokenOfATenantWhileOneIsRotated() {
    assertThat(authenticator.authenticate(header("Bearer old"))).isEqualTo(new Authenticated(ACME));
    assertThat(authenticator.authenticate(header("bearer new"))).isEqualTo(new Authenticated(ACME));
  }

  @Test
  void saysWhyItRejects() {
    assertThat(authenticator.authenticate(header(null))).isEqualTo(new Rejected(Reason.MISSING));
    assertThat(authenticator.authenticate(header("Basic b2xk")))
        .isEqualTo(new Rejected(Reason.MALFORMED));
    assertThat(authenticator.authenticate(header("Bearer  ")))
        .isEqualTo(new Rejected(Reason.MALFORMED));
    assertThat(authenticator.authenticate(header("Bearer ole")))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void readsDigestsAsSha256sumPrintsThem() {
    var digest =
        TokenDigest.ofHex("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");

    assertThat(digest).isEqualTo(TokenDigest.ofToken("test")).hasToString("TokenDigest[...]");
  }

  private static Presented header(@Nullable String authorization) {
    return new Presented(authorization, null);
  }
}
