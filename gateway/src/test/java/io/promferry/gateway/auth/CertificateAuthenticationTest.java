package io.promferry.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.relabel.RelabelRules;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.Credential.Certificate.NameType;
import io.promferry.gateway.tenant.SourcePolicy;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.tenant.TokenDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who a client certificate, whose chain is not asked about here, is taken for. */
class CertificateAuthenticationTest {
  private static final Tenant ACME =
      tenant(
          "acme",
          new Credential.Certificate(NameType.SAN_URI, "spiffe://cluster/tenant/acme"),
          new Credential.Certificate(NameType.SAN_DNS, "Acme.Tenants.example"),
          new Credential.Certificate(NameType.SUBJECT_CN, "acme, Inc."));
  private static final Tenant BETA =
      tenant(
          "beta",
          new Credential.Certificate(NameType.SAN_DNS, "beta.tenants.example"),
          new Credential.Certificate(NameType.SUBJECT_CN, "beta"),
          new Credential.BearerToken(TokenDigest.ofToken("token")));

  private static X509Bundle authority;

  private Instant now = Instant.now();
  private final Authenticator authenticator =
      new Authenticator(TenantDirectory.of(List.of(ACME, BETA)), null, () -> now);

  @BeforeAll
  static void makeAuthority() throws Exception {
    authority =
        new CertificateBuilder()
            .ecp256()
            .subject("CN=authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
  }

  @Test
  void knowsAUriLetterForLetter() throws Exception {
    assertThat(authenticate(subject("CN=any").addSanUriName("spiffe://cluster/tenant/acme")))
        .isEqualTo(new Authenticated(ACME));
    assertThat(authenticate(subject("CN=any").addSanUriName("spiffe://cluster/tenant/acme/")))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
    assertThat(authenticate(subject("CN=any").addSanUriName("spiffe://cluster/tenant/ACME")))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @ParameterizedTest
  @CsvSource({
    "acme.tenants.example, true",
    "ACME.tenants.EXAMPLE, true",
    "sub.acme.tenants.example, false",
    "xacme.tenants.example, false"
  })
  void knowsADnsNameWhicheverItsCase(String name, boolean known) throws Exception {
    assertThat(authenticate(subject("CN=any").addSanDnsName(name)))
        .isEqualTo(known ? new Authenticated(ACME) : new Rejected(Reason.UNKNOWN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CN=acme\\, Inc.",
        "O=cluster, CN=acme\\, Inc.",
        "CN=acme\\, Inc., OU=tenants, O=cluster",
        "OU=tenants+CN=acme\\, Inc., O=cluster",
        "CN=\"acme, Inc.\", O=cluster"
      })
  void readsACommonNameWhereverItStands(String subject) throws Exception {
    assertThat(authenticate(subject(subject))).isEqualTo(new Authenticated(ACME));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"CN=acme", "CN=Acme\\, Inc.", "O=beta", "O=x\\,CN=beta", "CN=x\\,CN\\=beta"})
  void isNotTakenInByWhatLooksLikeACommonName(String subject) throws Exception {
    assertThat(authenticate(subject(subject))).isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void doesNotTakeANameOfOneKindForThatOfAnother() throws Exception {
    assertThat(authenticate(subject("CN=acme.tenants.example")))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
    assertThat(authenticate(subject("CN=any").addSanDnsName("beta")))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
  }

  @Test
  void refusesACertificateOfTwoTenants() throws Exception {
    assertThat(authenticate(subject("CN=beta").addSanDnsName("acme.tenants.example")))
        .isEqualTo(new Rejected(Reason.AMBIGUOUS));
    assertThat(authenticate(subject("CN=beta").addSanDnsName("beta.tenants.example")))
        .isEqualTo(new Authenticated(BETA));
  }

  @Test
  void refusesOneThatHasExpiredSinceItsConnectionWasMade() throws Exception {
    var certificate =
        subject("CN=beta")
            .notAfter(now.plus(Duration.ofMinutes(1)))
            .buildIssuedBy(authority)
            .getCertificate();
    assertThat(authenticate(certificate)).isEqualTo(new Authenticated(BETA));

    now = now.plus(Duration.ofMinutes(2));

    assertThat(authenticate(certificate)).isEqualTo(new Rejected(Reason.EXPIRED));
  }

  @Test
  void asksTheHeaderAloneWhereThereIsOne() throws Exception {
    var certificate =
        subject("CN=any")
            .addSanDnsName("acme.tenants.example")
            .buildIssuedBy(authority)
            .getCertificate();

    assertThat(authenticator.authenticate(new Presented("Bearer token", certificate)))
        .isEqualTo(new Authenticated(BETA));
    assertThat(authenticator.authenticate(new Presented("Bearer wrong", certificate)))
        .isEqualTo(new Rejected(Reason.UNKNOWN));
    assertThat(authenticator.authenticate(new Presented("", certificate)))
        .isEqualTo(new Rejected(Reason.MALFORMED));
  }

  private static CertificateBuilder subject(String name) {
    return new CertificateBuilder().ecp256().subject(name);
  }

  private AuthResult authenticate(CertificateBuilder certificate) throws Exception {
    return authenticate(certificate.buildIssuedBy(authority).getCertificate());
  }

  private AuthResult authenticate(X509Certificate certificate) {
    return authenticator.authenticate(new Presented(null, certificate));
  }

  private static Tenant tenant(String name, Credential... credentials) {
    return new Tenant(
        new TenantId(name, "vpc-" + name),
        List.of(credentials),
        SourcePolicy.OFF,
        TenantLimits.DEFAULT,
        RelabelRules.NONE,
        List.of());
  }
}
