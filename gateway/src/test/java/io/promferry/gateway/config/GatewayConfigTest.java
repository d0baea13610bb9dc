package io.promferry.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promferry.gateway.relabel.RelabelAction;
import io.promferry.gateway.relabel.RelabelRule;
import io.promferry.gateway.relabel.RelabelRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {
  @TempDir private Path directory;

  @Test
  void fillsInTheDefaultsOfTheDesign() throws IOException, ConfigException {
    var config =
        load(
            "upstreams: [{name: central, url: http://central:9090/api/v1/write}]\n"
                + "tenants: {files: [tenants.yml]}");

    assertThat(config.server().listen()).isEqualTo(new HostPort("0.0.0.0", 9201));
    assertThat(config.server().bodyTimeout()).isEqualTo(Duration.ofSeconds(20));
    assertThat(config.server().maxConnectionAge()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.server().drainDelay()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.server().rulesMemory())
        .isEqualTo(Math.max(Runtime.getRuntime().maxMemory() / 16, 16 << 20));
    assertThat(config.rules()).isEqualTo(RelabelRules.NONE);
    assertThat(config.server().tls()).isNull();
    assertThat(config.server().proxyProtocol()).isFalse();
    assertThat(config.server().connections()).isEqualTo(10_000);
    assertThat(config.admin())
        .isEqualTo(new AdminConfig(new HostPort("127.0.0.1", 9202), null, List.of()));
    assertThat(config.labels()).isEqualTo(LabelsConfig.DEFAULT);
    assertThat(config.deliveryDeadline()).isEqualTo(Duration.ofSeconds(12));
    assertThat(config.tenants().files()).containsExactly(directory.resolve("tenants.yml"));
    assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
    assertThat(config.discovery()).isNull();
  }

  @Test
  void switchesDiscoveryOn() throws IOException, ConfigException {
    var rest =
        """
        upstreams: [{name: central, url: "http://central:9090/api/v1/write"}]
        tenants: {files: [tenants.yml]}
        """;

    assertThat(load(rest + "discovery: {kubernetes: {}}").discovery())
        .isEqualTo(new DiscoveryConfig(true));
    assertThat(load(rest + "discovery: {kubernetes: {monitors: false}}").discovery())
        .isEqualTo(new DiscoveryConfig(false));
    assertThat(problems(rest + "discovery: {}")).contains("discovery.kubernetes: is required");
  }

  @Test
  void readsTheFilesOfTlsRelativeToItself() throws IOException, ConfigException {
    for (var name : List.of("a.crt", "a.key", "ca.crt")) {
      Files.writeString(directory.resolve(name), "PEM");
    }
    var config =
        load(
            """
            server:
              tls: {certificate: a.crt, key: a.key, client-ca: ca.crt}
              proxy-protocol: true
              connections: 1000000
            admin: {tls: {certificate: a.crt, key: a.key}}
            upstreams: [{name: central, url: "http://central:9090/api/v1/write"}]
            tenants: {files: [tenants.yml]}
            """);

    var files = new CertificateFiles(directory.resolve("a.crt"), directory.resolve("a.key"));
    assertThat(config.server().tls())
        .isEqualTo(new ListenerTls(files, directory.resolve("ca.crt")));
    assertThat(config.server().proxyProtocol()).isTrue();
    assertThat(config.server().connections()).isEqualTo(1_000_000);
    assertThat(config.admin().tls()).isEqualTo(new ListenerTls(files, null));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "server: {tls: {}} | server.tls.certificate: is required, and so is key",
        "server: {tls: {certificate: gateway.yml}} | server.tls.key: is required: both or neither",
        "server: {tls: {key: absent.key}} | server.tls.key: no such file",
        "admin: {tls: {client-ca: gateway.yml}} | admin.tls.certificate: is required",
        "server: {connections: 0} | server.connections: must be between 1 and 1000000, got '0'",
        "server: {connections: 1000001} | must be between 1 and 1000000, got '1000001'",
        "server: {connections: many} | must be between 1 and 1000000, got 'many'",
        "server: {proxy-protocol: v2} | server.proxy-protocol: must be true or false, got 'v2'",
      })
  void saysWhatIsWrongWithAListener(String yaml, String problem) {
    assertThat(problems(yaml)).contains(problem);
  }

  @Test
  void reportsAllProblemsTogetherWithTheirPlaces() {
    var problems =
        problems(
            """
            server: {listen: nowhere, tls: {}}
            labels: {on-conflict: ignore, extra: {vpc: x}}
            upstreams:
              - {name: central, timeout: 0s}
            colour: red
            """);

    assertThat(problems)
        .contains(":1: server.listen: must be host:port such as 0.0.0.0:9201, got 'nowhere'")
        .contains(":1: server.tls.certificate: is required, and so is key")
        .contains(
            ":2: labels.on-conflict: must be one of keep-as-exported, replace, refuse-series, got"
                + " 'ignore'")
        .contains("label 'vpc' is forced twice")
        .contains(":4: upstreams[0].url: is required")
        .contains(":4: upstreams[0].timeout: must be positive, got 0s")
        .contains("tenants: is required")
        .contains(":5: colour: unknown key");
  }

  @Test
  void readsTheNamespaceOfTenantsInKubernetes() throws IOException, ConfigException {
    var config =
        load(
            "upstreams: [{name: central, url: http://central:9090/api/v1/write}]\n"
                + "tenants: {kubernetes: {namespace: promferry-tenants}}");

    assertThat(config.tenants())
        .isEqualTo(new TenantsConfig(List.of(), "promferry-tenants", Duration.ofMillis(100)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                    | tenants.files: is required, or"
            + " kubernetes in its place",
        "{kubernetes: {namespace: t}, files: [t.yml]}          | tenants.files: does not go with"
            + " kubernetes",
        "{kubernetes: {namespace: t}, refresh: 5s}             | tenants.refresh: does not go with"
            + " kubernetes",
        "{kubernetes: {}}                                      | tenants.kubernetes.namespace: is"
            + " required",
        "{kubernetes: }                                        | tenants.kubernetes: needs a"
            + " namespace",
        "{kubernetes: {namespace: Tenants}}                    | tenants.kubernetes.namespace: must"
            + " be a DNS label, got 'Tenants'",
        "{kubernetes: {namespace: t, label: x}}                | tenants.kubernetes.label: unknown"
            + " key",
      })
  void saysWhatIsWrongWithTheTenantsSource(String yaml, String problem) {
    assertThat(problems("tenants: " + yaml)).contains(problem);
  }

  @Test
  void readsTheRulesForEveryTenant() throws IOException, ConfigException {
    var config =
        load(
            """
            server: {rules-memory: 5MiB}
            upstreams: [{name: central, url: http://central:9090/api/v1/write}]
            tenants: {files: [tenants.yml]}
            relabel: [{action: labeldrop, regex: pod}]
            """);

    assertThat(config.server().rulesMemory()).isEqualTo(5 << 20);
    assertThat(config.rules())
        .isEqualTo(
            RelabelRules.of(
                List.of(
                    new RelabelRule(List.of(), ";", "pod", 0, "", "$1", RelabelAction.LABELDROP))));
  }

  @Test
  void saysWhereYamlBreaks() {
    assertThat(problems("server: {listen: [")).contains("gateway.yml:1: not YAML");
  }

  @Test
  void namesAMissingFile() {
    var thrown =
        catchThrowableOfType(
            ConfigException.class, () -> GatewayConfig.load(directory.resolve("absent.yml")));

    assertThat(thrown).hasMessageContaining("absent.yml: no such file");
  }

  private String problems(String yaml) {
    return String.join(
        "\n", catchThrowableOfType(ConfigException.class, () -> load(yaml)).problems());
  }

  private GatewayConfig load(String yaml) throws IOException, ConfigException {
    return GatewayConfig.load(Files.writeString(directory.resolve("gateway.yml"), yaml));
  }
}
