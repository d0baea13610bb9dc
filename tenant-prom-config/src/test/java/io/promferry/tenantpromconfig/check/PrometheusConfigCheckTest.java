package io.promferry.tenantpromconfig.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.tenantpromconfig.model.PlatformException;
import io.promferry.tenantpromconfig.model.PlatformFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrometheusConfigCheckTest {
  private static final Path PLATFORM = Path.of("src/test/resources/golden/platform.yaml");

  private static final String GOOD =
      """
      global:
        external_labels: {prometheus_replica: a}
      scrape_configs:
        - job_name: discovered
          http_sd_configs:
            - url: https://10.96.0.50:8443/sd/v1/targets
              authorization: {credentials_file: token}
              tls_config: {ca_file: ca.crt, server_name: promferry-gateway.promferry.svc}
        - job_name: own
          static_configs: [{targets: ["localhost:9090", "10.0.1.3:9100", "[fd00::1]:9100"]}]
      remote_write:
        - url: https://10.96.0.50:8443/api/v1/write
          remote_timeout: 30s
          protobuf_message: io.prometheus.write.v2.Request
          authorization: {credentials_file: token}
          tls_config: {ca_file: ca.crt, server_name: promferry-gateway.promferry.svc}
          queue_config: {retry_on_http_429: true}
          write_relabel_configs: [{source_labels: [__name__], regex: "go_.*", action: drop}]
      """;

  @Test
  void findsNothingInAConfigurationAsItIsRendered() throws IOException, PlatformException {
    assertThat(check(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "https://10.96.0.50:8443/api/v1/write | https://gateway.promferry.svc:8443/api/v1/write |"
            + " remote_write[0].url | is a name",
        "https://10.96.0.50:8443/api/v1/write | https://10.96.0.51:8443/api/v1/write |"
            + " remote_write[0].url | not the gateway's address",
        "https://10.96.0.50:8443/api/v1/write | http://10.96.0.50:8443/api/v1/write |"
            + " remote_write[0].url | speaks TLS",
        "https://10.96.0.50:8443/api/v1/write | https://10.96.0.50/api/v1/write |"
            + " remote_write[0].url | port 443",
        "https://10.96.0.50:8443/api/v1/write | https://10.96.0.50:8443/write | remote_write[0].url"
            + " | answers 404",
        "https://10.96.0.50:8443/sd/v1/targets | https://gateway:8443/sd/v1/targets |"
            + " scrape_configs[0].http_sd_configs[0].url | is a name",
        "retry_on_http_429: true | retry_on_http_429: false |"
            + " remote_write[0].queue_config.retry_on_http_429 | 429",
        "{retry_on_http_429: true} | {retry_on_http_429: true, sample_age_limit: 1h} |"
            + " remote_write[0].queue_config.sample_age_limit | drops",
        "remote_timeout: 30s | remote_timeout: 10s | remote_write[0].remote_timeout | more than"
            + " 12s",
        "remote_timeout: 30s | remote_timeout: soon | remote_write[0].remote_timeout | no duration",
        "write.v2.Request | write.v3.Request | remote_write[0].protobuf_message | must be",
        "prometheus_replica: a | tenant: a | global.external_labels.tenant | exported_tenant",
        "prometheus_replica: a | vpc: a | global.external_labels.vpc | exported_vpc",
        "regex: `go_.*` | regex: `.*` | remote_write[0].write_relabel_configs[0] | drops every"
            + " series",
        "{source_labels: [__name__], regex: `go_.*`, action: drop} | {regex: `__.*`, action:"
            + " labeldrop} | remote_write[0].write_relabel_configs[0] | name",
        "{source_labels: [__name__], regex: `go_.*`, action: drop} | {regex: `job`, action:"
            + " labelkeep} | remote_write[0].write_relabel_configs[0] | name",
        "static_configs: [{targets: [`localhost:9090` | static_configs: [{targets:"
            + " [`node.acme.svc:9090` | scrape_configs[1].static_configs[0].targets[0] | is a name",
        "static_configs: [{ | static_configs: [{labels: {vpc: mine}, |"
            + " scrape_configs[1].static_configs[0].labels.vpc | exported_vpc",
        "job_name: own | kubernetes_sd_configs: [{role: pod}] |"
            + " scrape_configs[1].kubernetes_sd_configs | no Kubernetes API",
        "job_name: own | dns_sd_configs: [{names: [a]}] | scrape_configs[1].dns_sd_configs | no"
            + " cluster DNS",
        "job_name: own | consul_sd_configs: [{}] | scrape_configs[1].consul_sd_configs | way out",
        "job_name: own | relabel_configs: [{target_label: tenant, replacement: x}] |"
            + " scrape_configs[1].relabel_configs[0].target_label | exported_tenant",
      })
  void findsWhatIsWrong(String from, String to, String path, String said)
      throws IOException, PlatformException {
    var wrong = GOOD.replace(from.replace('`', '"'), to.replace('`', '"'));
    assertThat(wrong).isNotEqualTo(GOOD);
    assertThat(check(wrong))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.path()).isEqualTo(path);
          assertThat(finding.message()).contains(said);
        });
  }

  @Test
  void findsWhatIsMissing() throws IOException, PlatformException {
    assertThat(check("remote_write: [{url: \"https://10.96.0.50:8443/api/v1/write\"}]"))
        .extracting(Finding::path)
        .containsExactly(
            "scrape_configs",
            "remote_write[0].tls_config.ca_file",
            "remote_write[0].tls_config.server_name",
            "remote_write[0].authorization",
            "remote_write[0].queue_config.retry_on_http_429");
    assertThat(check("global: {}"))
        .extracting(Finding::path)
        .containsExactly("scrape_configs", "remote_write");
  }

  @Test
  void findsASecretInTheFileAndDoesNotShowIt() throws IOException, PlatformException {
    var found = check(GOOD.replaceFirst("credentials_file: token", "credentials: s3cr3t"));
    assertThat(found)
        .extracting(Finding::path)
        .containsExactly("scrape_configs[0].http_sd_configs[0].authorization.credentials");
    assertThat(found.toString()).doesNotContain("s3cr3t");
  }

  @Test
  void findsASecondRemoteWrite() throws IOException, PlatformException {
    assertThat(check(GOOD + "  - url: http://elsewhere\n"))
        .extracting(Finding::path)
        .containsExactly("remote_write[1]");
  }

  @Test
  void knowsThatAnOldPrometheusHasNoVersion2() throws IOException, PlatformException {
    var old =
        PlatformFile.parse(
            Files.readString(PLATFORM) + "prometheus: {image: \"prom/prometheus:v2.53.1\"}\n");
    assertThat(new PrometheusConfigCheck(old, null).check(GOOD))
        .extracting(Finding::path)
        .containsExactly("remote_write[0].protobuf_message");
  }

  @Test
  void saysWhereAFileIsNoYaml() throws IOException, PlatformException {
    assertThat(check("remote_write: [")).extracting(Finding::path).containsExactly("(the file)");
    assertThat(check("[]")).extracting(Finding::path).containsExactly("(the file)");
  }

  private static List<Finding> check(String text) throws IOException, PlatformException {
    return new PrometheusConfigCheck(PlatformFile.read(PLATFORM), null).check(text);
  }
}
