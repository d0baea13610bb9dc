package io.promferry.gateway.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Cause;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.auth.AuthResult.Unavailable;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.SourcePolicy;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.tenant.TokenDigest;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {
  private static final Tenant ACME =
      new Tenant(
          new TenantId("acme", "vpc-acme"),
          List.of(
              new Credential.BearerToken(TokenDigest.ofToken("old")),
              new Credential.BearerToken(TokenDigest.ofToken("new")),
              new Credential.Basic("acme", TokenDigest.ofToken("pass:wörd ")),
              new Credential.Basic("acme", TokenDigest.ofToken("next"))),
          SourcePolicy.OFF,
          TenantLimits.DEFAULT,
          RelabelRules.NONE,
          List.of());

  private final Authenticator authenticator =
      new Authenticator(TenantDirectory.of(List.of(ACME)), null, InstantSource.system());

  @Test
  void knowsEveryTokenOfATenantWhileOneIsRotated() {
    assertThat(authenticator.authenticate(header("Bearer old"))).isEqualTo(new Authenticated(ACME));
    assertThat(authenticator.authenticate(header("bearer new"))).isEqualTo(new Authenticated(ACME));
  }

  @Test
  void knowsNameAndPasswordInUtf8() {
    assertThat(authenticator.authenticate(header("Basic " + encoded("acme:pass:wörd "))))
        .isEqualTo(new Authenticated(ACME));
    assertThat(authenticator.authenticate(header("bAsIc   " + encoded("acme:next"))))
        .isEqualTo(new Authenticated(ACME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"acme:pass:wörd", "acme:", "acme:pass", ":next", "ACME:next", "acme:old", "old:"})
  void doesNotKnowAnyOtherNameAndPassword(String text) {
    assertThat(authenticator.authenticate(header("Basic " + encoded(text))))
        .isIn(new Rejected(Reason.UNKNOWN), new Rejected(Reason.MALFORMED));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Basic",
        "Basic ",
        "Basic YWNtZQ==",
        "Basic *",
        "Basic YWNtZTpuZXh0=",
        "Basic /w==:",
        "Basic YWNtZTr/",
        "Bearer",
        "Bearer  ",
        "Digest old",
        "old",
        "",
        " Bearer old",
        "Bearer\told"
      })
  void saysWhatItCannotRead(String authorization) {
    assertThat(authenticator.authenticate(header(authorization)))
        .isEqualTo(new Rejected(Reason.MALFORMED));
  }

  @Test
  void saysWhyItRejects() {
    assertThat(authenticator.authenticate(header(null))).isEqualTo(new Rejected(Reason.MISSING));
    assertThat(authenticator.authenticate(header("Bearer ole")))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
    assertThat(authenticator.authenticate(header("Bearer " + "o".repeat(17 << 10))))
        .isEqualTo(new Rejected(Reason.MALFORMED));
  }

  @Test
  void namesTheWaysInThatThereAre() {
    assertThat(authenticator.challenges()).hasSize(2).contains("Bearer");
    assertThat(
            new Authenticator(TenantDirectory.of(List.of()), null, InstantSource.system())
                .challenges())
        .containsExactly("Bearer");
  }

  @Test
  void cannotSayBeforeTheTenantsAreLoaded() {
    var early = new Authenticator(TenantDirectory.NOT_LOADED, null, InstantSource.system());

    assertThat(early.authenticate(header("Bearer old")))
        .isEqualTo(new Unavailable(Cause.TENANTS_NOT_LOADED));
    assertThat(early.authenticate(header(null)))
        .isEqualTo(new Unavailable(Cause.TENANTS_NOT_LOADED));
  }

  @Test
  void showsNothingOfWhatIsPresented() {
    assertThat(header("Bearer old"))
        .hasToString("Presented[authorization=true, certificate=false]");
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

  private static String encoded(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
