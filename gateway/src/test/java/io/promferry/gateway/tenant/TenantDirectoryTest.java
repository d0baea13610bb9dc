package io.promferry.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.Credential.Certificate.NameType;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TenantDirectoryTest {
  static Stream<Credential> credentials() {
    return Stream.of(
        new Credential.BearerToken(TokenDigest.ofToken("hush")),
        new Credential.Basic("user", TokenDigest.ofToken("hush")),
        new Credential.Certificate(NameType.SAN_URI, "spiffe://hush"),
        new Credential.Certificate(NameType.SAN_DNS, "hush"),
        new Credential.Certificate(NameType.SUBJECT_CN, "hush"),
        new Credential.ServiceAccount("hush", "hush"));
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void findsWhoHasACredential(Credential credential) {
    var acme = tenant("acme", credential);
    var directory = TenantDirectory.of(List.of(acme, tenant("beta")));

    assertThat(directory.find(credential)).contains(acme);
    assertThat(TenantDirectory.of(List.of(tenant("beta"))).find(credential)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void refusesACredentialOfTwoTenantsWithoutShowingIt(Credential credential) {
    var tenants = List.of(tenant("acme", credential), tenant("beta", credential));

    assertThatThrownBy(() -> TenantDirectory.of(tenants))
        .hasMessage("tenants acme/vpc and beta/vpc have the same " + credential.kind())
        .hasMessageNotContaining("hush");
  }

  @ParameterizedTest
  @MethodSource("credentials")
  void takesOneThatATenantHasTwice(Credential credential) {
    var acme = tenant("acme", credential, credential);

    assertThat(TenantDirectory.of(List.of(acme)).find(credential)).contains(acme);
  }

  @Test
  void tellsNamesOfOneKindFromThoseOfAnother() {
    var directory =
        TenantDirectory.of(
            List.of(tenant("acme", new Credential.Certificate(NameType.SUBJECT_CN, "acme"))));

    assertThat(directory.find(new Credential.Certificate(NameType.SAN_DNS, "acme"))).isEmpty();
    assertThat(directory.has(Credential.Certificate.class)).isTrue();
    assertThat(directory.has(Credential.Basic.class)).isFalse();
  }

  @Test
  void showsNoSecret() {
    var acme =
        tenant(
            "acme",
            new Credential.BearerToken(TokenDigest.ofToken("hush")),
            new Credential.Basic("user", TokenDigest.ofToken("hush")));

    assertThat(acme.toString()).contains("TokenDigest[...]").doesNotContain("hush");
  }

  private static Tenant tenant(String name, Credential... credentials) {
    return new Tenant(
        new TenantId(name, "vpc"),
        List.of(credentials),
        SourcePolicy.OFF,
        TenantLimits.DEFAULT,
        RelabelRules.NONE,
        List.of());
  }
}
