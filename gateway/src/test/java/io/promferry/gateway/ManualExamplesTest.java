package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every example of the manual for the gateway can be used as it stands there. */
class ManualExamplesTest {
  private static final String GATEWAY = "gateway.yml";
  private static final String TENANTS = "tenants.yml";
  private static final String SECRET = "tenant-secret.yml";
  private static final String ACCOUNT = "/var/run/secrets/kubernetes.io/serviceaccount";

  /** Which examples name; only that they can be read is checked. */
  private static final List<String> FILES =
      List.of("tls.crt", "tls.key", "tenants-ca.crt", "ca.crt", "token", "client-ca.crt");

  @TempDir private Path directory;
  private Manual manual;

  @BeforeEach
  void writeWhatTheyName() throws IOException {
    manual = Manual.read();
    for (var file : FILES) {
      Files.writeString(directory.resolve(file), "text of " + file);
    }
    Files.createDirectory(directory.resolve("secrets"));
    for (var secret : List.of("acme.token", "secrets/acme.token.a", "secrets/acme.token.b")) {
      Files.writeString(directory.resolve(secret), "secret of " + secret);
    }
  }

  @Test
  void load() throws IOException {
    assertThat(manual.examples(GATEWAY)).hasSizeGreaterThan(10);
    assertThat(tenants()).hasSizeGreaterThan(5);
    for (var gateway : manual.examples(GATEWAY)) {
      for (var tenants : tenants()) {
        Files.writeString(
            directory.resolve(GATEWAY), gateway.text().replace(ACCOUNT, directory.toString()));
        Files.writeString(directory.resolve(TENANTS), tenants);
        assertThatCode(() -> LoadedConfig.load(directory.resolve(GATEWAY)))
            .as("%s with %s", gateway, tenants)
            .doesNotThrowAnyException();
      }
    }
  }

  private List<String> tenants() throws IOException {
    var tenants = new ArrayList<String>();
    manual.examples(TENANTS).forEach(example -> tenants.add(example.text()));
    assertThat(manual.examples(SECRET)).isNotEmpty();
    for (var secret : manual.examples(SECRET)) {
      tenants.add(entry(secret.text()));
    }
    return tenants;
  }

  /** A Secret's keys become files beside the entry. */
  private String entry(String secret) throws IOException {
    var read = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(secret);
    var data = (Map<?, ?>) Objects.requireNonNull(read.get("stringData"));
    assertThat(data.get("tenant.yml")).isInstanceOf(String.class);
    Files.writeString(directory.resolve("token"), String.valueOf(data.get("token")));
    return String.valueOf(data.get("tenant.yml"));
  }
}
