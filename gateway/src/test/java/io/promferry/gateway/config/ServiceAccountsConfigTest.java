package io.promferry.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promferry.gateway.config.ServiceAccountsConfig.Keys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceAccountsConfigTest {
  private static final String REST =
      """
      upstreams: [{name: central, url: "http://central:9090/api/v1/write"}]
      tenants: {files: [tenants.yml]}
      """;

  @TempDir private Path directory;

  @BeforeEach
  void writeFile() throws IOException {
    Files.writeString(directory.resolve("file"), "x");
  }

  @Test
  void fillsInTheDefaults() throws IOException, ConfigException {
    assertThat(read("{issuer: \"https://k8s\", jwks-url: \"https://k8s/openid/v1/jwks\"}"))
        .isEqualTo(
            new ServiceAccountsConfig(
                "https://k8s",
                "promferry",
                new Keys.Url(
                    URI.create("https://k8s/openid/v1/jwks"), null, null, Duration.ofMinutes(5))));
  }

  @Test
  void readsEveryKey() throws IOException, ConfigException {
    var file = directory.resolve("file");

    assertThat(
            read(
                "{issuer: i, audience: a, jwks-url: \"https://k8s/\", ca: file, bearer-token-file:"
                    + " file, refresh: 1m}"))
        .isEqualTo(
            new ServiceAccountsConfig(
                "i",
                "a",
                new Keys.Url(URI.create("https://k8s/"), file, file, Duration.ofMinutes(1))));
    assertThat(read("{issuer: i, jwks-file: file}"))
        .isEqualTo(new ServiceAccountsConfig("i", "promferry", new Keys.File(file)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {jwks-file: file}                                | service-accounts.issuer: is required
          {issuer: "", jwks-file: file}                    | service-accounts.issuer: must not be empty
          {issuer: i}                                      | service-accounts.jwks-url: must stand here, or jwks-file
          {issuer: i, jwks-file: file, jwks-url: "https://k"} | exactly one of the two
          {issuer: i, jwks-url: "http://k"}                | must be an https URL, got 'http://k'
          {issuer: i, jwks-url: "https:///k"}              | must be an https URL
          {issuer: i, jwks-file: absent}                   | no such file
          {issuer: i, jwks-file: file, ca: file}           | service-accounts.ca: unknown key
          {issuer: i, jwks-url: "https://k", refresh: 0s}  | must be positive
          """)
  void saysWhatIsWrong(String section, String problem) {
    assertThat(
            catchThrowableOfType(ConfigException.class, () -> read(section)).problems().toString())
        .contains(problem);
  }

  private @Nullable ServiceAccountsConfig read(String section) throws IOException, ConfigException {
    var file =
        Files.writeString(
            directory.resolve("gateway.yml"), "service-accounts: " + section + "\n" + REST);
    return GatewayConfig.load(file).serviceAccounts();
  }
}
