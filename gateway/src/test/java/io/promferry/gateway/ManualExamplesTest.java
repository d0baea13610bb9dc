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
import java.util.regex.Pattern;
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

  /** A key that is only shown. */
  private static final Pattern COMMENTED = Pattern.compile("(?m)^( *)# ((?:- )?[a-z-]+: .*)$");

  /** Which examples name; only that they can be read is checked. */
  private static final List<String> FILES =
      List.of(
          "tls.crt",
          "tls.key",
          "tenants-ca.crt",
          "ca.crt",
          "admin.crt",
          "admin.key",
          "admin.token",
          "admin.password",
          "c.crt",
          "c.key",
          "token",
          "archive.token");

  @TempDir private Path directory;
  private Manual manual;

  @BeforeEach
  void writeWhatTheyName() throws IOException {
    manual = Manual.read();
    for (var file : FILES) {
      Files.writeString(directory.resolve(file), "text of " + file);
    }
    Files.createDirectory(directory.resolve("secrets"));
    for (var secret :
        List.of(
            "acme.token", "secrets/acme.token", "secrets/acme.token.a", "secrets/acme.token.b")) {
      Files.writeString(directory.resolve(secret), "secret of " + secret);
    }
  }

  @Test
  void load() throws IOException {
    assertThat(manual.examples(GATEWAY)).hasSizeGreaterThan(10);
    assertThat(tenants()).hasSizeGreaterThan(5);
    for (var gateway : manual.examples(GATEWAY)) {
      for (var tenants : tenants()) {
        assertLoads(gateway.text(), tenants);
      }
    }
  }

  @Test
  void loadWithTheKeysThatTheyOnlyShow() throws IOException {
    var gateway = example(GATEWAY);
    var tenants = example(TENANTS);

    assertLoads(uncommented(gateway), uncommented(tenants));
  }

  /** The first with a commented key. */
  private String example(String file) {
    return manual.examples(file).stream()
        .map(Manual.Block::text)
        .filter(COMMENTED.asPredicate())
        .findFirst()
        .orElseThrow();
  }

  private static String uncommented(String example) {
    return COMMENTED.matcher(example).replaceAll("$1$2");
  }

  private void assertLoads(String gateway, String tenants) throws IOException {
    Files.writeString(directory.resolve(GATEWAY), gateway.replace(ACCOUNT, directory.toString()));
    Files.writeString(directory.resolve(TENANTS), tenants);
    assertThatCode(() -> LoadedConfig.load(directory.resolve(GATEWAY)))
        .as("%s%nwith %s", gateway, tenants)
        .doesNotThrowAnyException();
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
