package io.promferry.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promferry.gateway.config.AdminCredential.Basic;
import io.promferry.gateway.config.AdminCredential.BearerTokenFile;
import io.promferry.gateway.config.AdminCredential.BearerTokenSha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminConfigTest {
  private static final String DIGEST = "0123456789abcdef".repeat(4);
  private static final String REST =
      "\nupstreams: [{name: central, url: \"http://central:9090/api/v1/write\"}]"
          + "\ntenants: {files: [tenants.yml]}";

  @TempDir private Path directory;

  @BeforeEach
  void write() throws IOException {
    Files.writeString(directory.resolve("secret"), "secret");
  }

  @Test
  void takesSeveralCredentials() throws IOException, ConfigException {
    var config =
        load(
            """
            admin:
              authorization:
                - bearer-token-file: secret
                - bearer-token-sha256: %s
                - basic: {username: ops, password-file: secret}
            """
                .formatted(DIGEST.toUpperCase(Locale.ROOT)));

    assertThat(config.admin().authorization())
        .containsExactly(
            new BearerTokenFile(directory.resolve("secret")),
            new BearerTokenSha256(DIGEST),
            new Basic("ops", directory.resolve("secret")));
    assertThat(config.admin().toString()).doesNotContain(DIGEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[] | admin.authorization: must name at least one credential",
        "null | admin.authorization: must name at least one credential",
        "[{}] | admin.authorization[0].bearer-token-file: must be exactly one of bearer-token-file",
        "[{bearer-token-file: secret, bearer-token-sha256: ab}] | must be exactly one of bearer-t",
        "[{bearer-token-file: none}] | admin.authorization[0].bearer-token-file: no such file",
        "[{bearer-token-sha256: s3cret}] | [0].bearer-token-sha256: must be 64 hexadecimal digits",
        "[{basic: {}}] | admin.authorization[0].basic.username: is required",
        "[{basic: {}}] | admin.authorization[0].basic.password-file: is required",
        "[{basic: {username: 'a:b'}}] | basic.username: must have neither colons nor control",
        "[{basic: {password: s3cret}}] | admin.authorization[0].basic.password: unknown key",
        "{bearer-token-file: secret} | admin.authorization: must be a list"
      })
  void saysWhatIsWrong(String authorization, String problem) {
    var thrown =
        catchThrowableOfType(
            ConfigException.class, () -> load("admin: {authorization: " + authorization + "}"));

    assertThat(String.join("\n", thrown.problems())).contains(problem).doesNotContain("s3cret");
  }

  private GatewayConfig load(String yaml) throws IOException, ConfigException {
    return GatewayConfig.load(Files.writeString(directory.resolve("gateway.yml"), yaml + REST));
  }
}
