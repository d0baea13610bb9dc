package io.promferry.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeersConfigTest {
  private static final String REST =
      "\nupstreams: [{name: central, url: \"http://central:9090/api/v1/write\"}]"
          + "\ntenants: {files: [tenants.yml]}";

  @TempDir private Path directory;

  @Test
  void sharesNothingUnlessTold() throws IOException, ConfigException {
    assertThat(load("").peers()).isNull();
  }

  @Test
  void needsOnlyAHost() throws IOException, ConfigException {
    assertThat(load("peers: {host: peers.promferry.svc}").peers())
        .isEqualTo(
            new PeersConfig(
                "peers.promferry.svc",
                9202,
                Duration.ofSeconds(2),
                new ClientAuthorization.None(),
                null));
  }

  @Test
  void takesEveryKey() throws IOException, ConfigException {
    Files.writeString(directory.resolve("a"), "secret");

    assertThat(
            load("peers: {host: \"[::1]\", port: 1, every: 100ms, authorization:"
                    + " {bearer-token-file: a}, tls: {ca: a, server-name: peers}}")
                .peers())
        .isEqualTo(
            new PeersConfig(
                "::1",
                1,
                Duration.ofMillis(100),
                new ClientAuthorization.BearerToken(directory.resolve("a")),
                new ClientTls(directory.resolve("a"), null, "peers")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peers: {} | peers.host: is required",
        "peers: {host: \" \"} | peers.host: must be a name or an address",
        "peers: {host: a, port: 65536} | peers.port: must be",
        "peers: {host: a, every: 99ms} | peers.every: must be between 100ms and 1m, got 99ms",
        "peers: {host: a, every: 61s} | peers.every: must be between 100ms and 1m, got 61s",
        "peers: {host: a, tls: {insecure: true}} | peers.tls.insecure: unknown key",
        "peers: {host: a, authorization: {}} | peers.authorization.basic: must stand here, or be",
      })
  void saysWhatIsWrong(String yaml, String problem) {
    assertThat(problems(yaml)).contains(problem);
  }

  @Test
  void mustAskAsTheOperatorsListenerOfTheOthersIsAsked() throws IOException {
    Files.writeString(directory.resolve("a"), "PEM");

    assertThat(
            problems(
                "admin: {tls: {certificate: a, key: a}, authorization: [{bearer-token-file: a}]}\n"
                    + "peers: {host: a}"))
        .contains("peers.tls: is required beside admin.tls")
        .contains("peers.authorization: is required beside admin.authorization");
  }

  private String problems(String yaml) {
    return String.join(
        "\n", catchThrowableOfType(ConfigException.class, () -> load(yaml)).problems());
  }

  private GatewayConfig load(String yaml) throws IOException, ConfigException {
    return GatewayConfig.load(Files.writeString(directory.resolve("gateway.yml"), yaml + REST));
  }
}
