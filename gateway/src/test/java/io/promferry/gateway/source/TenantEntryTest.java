package io.promferry.gateway.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.Document;
import io.promferry.gateway.limits.TenantLimits;
import io.promferry.gateway.tenant.AddressRange;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.Credential.Certificate.NameType;
import io.promferry.gateway.tenant.SourcePolicy;
import io.promferry.gateway.tenant.SourcePolicy.Mode;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TokenDigest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantEntryTest {
  private static final String WITH_TOKEN = "credentials: [{bearer-token-file: secret}]\n";

  @Test
  void readsEveryKindOfCredential() throws ConfigException {
    var tenant =
        read(
            """
            credentials:
              - bearer-token-sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
              - bearer-token-file: secret
              - basic: {username: acme, password-file: secret}
              - certificate: {san-uri: "spiffe://cluster/tenant/acme"}
              - certificate: {san-dns: ACME.example}
              - certificate: {subject-cn: "acme, Inc."}
              - service-account: {namespace: acme, name: tenant-prometheus}
            """);

    var secret = TokenDigest.ofToken("text of secret");
    assertThat(tenant.credentials())
        .containsExactly(
            new Credential.BearerToken(TokenDigest.ofToken("test")),
            new Credential.BearerToken(secret),
            new Credential.Basic("acme", secret),
            new Credential.Certificate(NameType.SAN_URI, "spiffe://cluster/tenant/acme"),
            new Credential.Certificate(NameType.SAN_DNS, "acme.example"),
            new Credential.Certificate(NameType.SUBJECT_CN, "acme, Inc."),
            new Credential.ServiceAccount("acme", "tenant-prometheus"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {}                                                 | credentials[0].bearer-token-sha256: must be exactly one of
          {bearer-token-file: f, basic: {username: u, password-file: f}} | must be exactly one of
          {bearer-token-sha256: abc}                         | must be 64 hexadecimal digits, got 3 characters
          {basic: {username: "a:b", password-file: f}}       | credentials[0].basic.username: must be a name with neither colons
          {basic: {username: u}}                             | credentials[0].basic.password-file: is required
          {certificate: {}}                                  | credentials[0].certificate.san-uri: must be exactly one of
          {certificate: {san-uri: "a:b", subject-cn: c}}     | must be exactly one of
          {certificate: {san-dns: "*.example"}}              | must be a whole name, without wildcards
          {service-account: {namespace: "a.b", name: n}}     | namespace 'a.b' is not a DNS label
          {service-account: {namespace: n}}                  | credentials[0].service-account.name: is required
          {bearer-token-file: absent}                        | file 'absent' cannot be read
          """)
  void saysWhatIsWrongWithACredential(String credential, String problem) {
    assertThat(problems("credentials: [" + credential + "]")).contains(problem);
  }

  @Test
  void readsWhosePodsAreItsTargets() throws ConfigException {
    assertThat(read(WITH_TOKEN + "namespaces: [acme, acme-jobs]").namespaces())
        .containsExactly("acme", "acme-jobs");
    assertThat(read(WITH_TOKEN).namespaces()).isEmpty();
  }

  @Test
  void refusesNamespacesThatAreNone() {
    assertThat(problems(WITH_TOKEN + "namespaces: []"))
        .contains("namespaces: must name at least one");
    assertThat(problems(WITH_TOKEN + "namespaces: [Acme]")).contains("'Acme' is not a DNS label");
  }

  @ParameterizedTest
  @CsvSource({"off,OFF", "\"off\",OFF", "audit,AUDIT", "enforce,ENFORCE"})
  void readsFromWhereATenantIsExpected(String mode, Mode expected) throws ConfigException {
    var tenant =
        read(
            """
            credentials: [{bearer-token-file: secret}]
            sources: {mode: %s, addresses: [10.200.0.11, 2001:db8::/32]}
            """
                .formatted(mode));

    assertThat(tenant.sources())
        .isEqualTo(
            new SourcePolicy(
                expected,
                List.of(AddressRange.parse("10.200.0.11"), AddressRange.parse("2001:db8::/32"))));
  }

  @Test
  void expectsNothingUnlessTold() throws ConfigException {
    assertThat(read("credentials: [{bearer-token-file: secret}]").sources())
        .isEqualTo(SourcePolicy.OFF);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {addresses: [10.0.0.1]}             | sources.mode: is required
          {mode: strict}                      | sources.mode: must be one of off, audit, enforce, got 'strict'
          {mode: enforce}                     | sources.addresses: needs at least one address with mode enforce
          {mode: audit, addresses: [example.com]} | sources.addresses[0]: must be an IP address
          {mode: audit, addresses: [10.0.0.1/8]}  | must have no bits set after the first 8
          """)
  void saysWhatIsWrongWithSources(String sources, String problem) {
    assertThat(problems("credentials: [{bearer-token-file: secret}]\nsources: " + sources))
        .contains(problem);
  }

  private static String problems(String yaml) {
    return String.join(
        "\n", catchThrowableOfType(ConfigException.class, () -> read(yaml)).problems());
  }

  private static Tenant read(String yaml) throws ConfigException {
    return Document.parse(
            "tenants.yml",
            "name: acme\nvpc: vpc-acme\n" + yaml,
            root -> TenantEntry.read(root, TenantLimits.DEFAULT, TenantEntryTest::secret))
        .orElseThrow();
  }

  private static String secret(String name) {
    if (name.equals("absent")) {
      throw new IllegalArgumentException("file 'absent' cannot be read");
    }
    return "text of " + name;
  }
}
