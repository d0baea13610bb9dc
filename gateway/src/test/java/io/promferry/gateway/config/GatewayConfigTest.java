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
    assertThat(config.admin()).isEqualTo(new HostPort("127.0.0.1", 9202));
    assertThat(config.labels()).isEqualTo(LabelsConfig.DEFAULT);
    assertThat(config.deliveryDeadline()).isEqualTo(Duration.ofSeconds(12));
    assertThat(config.tenantFiles()).containsExactly(directory.resolve("tenants.yml"));
    assertThat(config.logFormat()).isEqualTo(LogFormat.TEXT);
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
        .contains(":1: server.tls: not supported yet")
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
