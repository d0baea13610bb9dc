package io.promferry.tenantpromconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.tenantpromconfig.model.PlatformFile;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.TenancyRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows can be used as it stands there. */
class ReadmeExamplesTest {
  private static final Pattern EXAMPLE = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$");

  @Test
  void showATenantWithoutAProblem(@TempDir Path directory) throws Exception {
    var file = Files.writeString(directory.resolve("tenant.yml"), example("kind: MetricsTenant"));

    var tenant = Tenancy.of(ObjectFiles.read(List.of(file), List.of()).tenants().getFirst());

    assertThat(TenancyRules.problems(tenant)).isEmpty();
  }

  @Test
  void showAPlatformOfDefaults() throws Exception {
    assertThat(PlatformFile.parse(example("cluster-ip:")))
        .isEqualTo(PlatformFile.parse("gateway: {cluster-ip: 10.96.0.50}"));
  }

  private static String example(String with) throws IOException {
    return EXAMPLE
        .matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(MatchResult::group)
        .map(fenced -> fenced.substring(fenced.indexOf('\n') + 1, fenced.length() - 3))
        .filter(example -> example.contains(with))
        .findFirst()
        .orElseThrow();
  }
}
