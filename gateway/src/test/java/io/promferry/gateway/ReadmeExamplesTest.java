package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the README can be used as it stands there. */
class ReadmeExamplesTest {
  private static final Path README = Path.of("../README.md");
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(# (\\S+)\\n.*?)^```$");
  private static final Pattern FENCE = Pattern.compile("(?m)^\\s*```ya?ml");
  private static final String GATEWAY = "gateway.yml";
  private static final String TENANTS = "tenants.yml";

  @Test
  void load(@TempDir Path directory) throws IOException {
    var gateways = examples(GATEWAY);
    var tenants = examples(TENANTS);
    assertThat(gateways).isNotEmpty();
    assertThat(tenants).isNotEmpty();
    for (var certificate : List.of("tls.crt", "tls.key", "tenants-ca.crt")) {
      Files.writeString(directory.resolve(certificate), "only that it can be read is checked");
    }
    for (var gateway : gateways) {
      for (var tenant : tenants) {
        Files.writeString(directory.resolve(GATEWAY), gateway);
        Files.writeString(directory.resolve(TENANTS), tenant);
        assertThatCode(() -> LoadedConfig.load(directory.resolve(GATEWAY)))
            .doesNotThrowAnyException();
      }
    }
  }

  @Test
  void sayWhichFileTheyAre() throws IOException {
    long fences = FENCE.matcher(Files.readString(README)).results().count();

    assertThat((long) examples(GATEWAY).size() + examples(TENANTS).size()).isEqualTo(fences);
  }

  /** The texts of the fences whose first line names that file. */
  private static List<String> examples(String file) throws IOException {
    return EXAMPLE
        .matcher(Files.readString(README))
        .results()
        .filter(match -> match.group(2).equals(file))
        .map(match -> match.group(1))
        .toList();
  }
}
