package io.promferry.tenantpromconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.tenantpromconfig.model.PlatformFile;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.TenancyRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual shows of tenants and the platform can be used as it stands there. */
class ManualExamplesTest {
  private static final List<Path> PLACES =
      List.of(
          Path.of("../README.md"),
          Path.of("../gateway/docs"),
          Path.of("../helm/README.md"),
          Path.of("../load-tests/README.md"),
          Path.of("README.md"));

  @Test
  void showTenantsWithoutAProblem(@TempDir Path directory) throws Exception {
    var examples = examples("metrics-tenant.yml");

    assertThat(examples).hasSizeGreaterThan(2);
    for (var example : examples) {
      var file = Files.writeString(directory.resolve("tenant.yml"), example);
      var tenant = Tenancy.of(ObjectFiles.read(List.of(file), List.of()).tenants().getFirst());
      assertThat(TenancyRules.problems(tenant)).as(example).isEmpty();
    }
  }

  @Test
  void showAPlatformOfDefaults() throws Exception {
    var examples = examples("platform.yml");

    assertThat(examples).isNotEmpty();
    for (var example : examples) {
      assertThat(PlatformFile.parse(example))
          .isEqualTo(PlatformFile.parse("gateway: {cluster-ip: 10.96.0.50}"));
    }
  }

  /** The fences, indented or not, whose first line names that file. */
  private static List<String> examples(String file) throws IOException {
    var fence =
        Pattern.compile("(?ms)^( *)```yaml\\n\\1# " + Pattern.quote(file) + "\\n(.*?)^\\1```$");
    var found = Stream.<String>builder();
    for (var page : pages()) {
      var fences = fence.matcher(Files.readString(page));
      while (fences.find()) {
        found.add(outdented(fences));
      }
    }
    return found.build().toList();
  }

  private static String outdented(Matcher fence) {
    return fence.group(2).replaceAll("(?m)^" + fence.group(1), "");
  }

  private static List<Path> pages() throws IOException {
    var pages = Stream.<Path>builder();
    for (var place : PLACES) {
      try (var files = Files.walk(place)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages.build().toList();
  }
}
