package io.promferry.helm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the manual shows of values and of Kube-OVN's objects can be used as it stands there. */
class ManualExamplesTest {
  private static final List<Path> PLACES =
      List.of(
          Path.of("../README.md"),
          Path.of("../gateway/docs"),
          Path.of("../load-tests/README.md"),
          Path.of("../tenant-prom-config/README.md"),
          Path.of("README.md"));

  private static final ObjectMapper JSON = new ObjectMapper();

  private static final Map<String, Class<?>> KINDS =
      Map.of("Vpc", Vpc.class, "Subnet", Subnet.class);

  @Test
  void areEnoughToInstallTheChart(@TempDir Path directory) throws IOException {
    var examples = examples("values.yaml");

    assertThat(examples).hasSizeGreaterThan(1);
    for (var example : examples) {
      var values = Files.writeString(directory.resolve("values.yaml"), example);
      assertThat(RenderedChart.template(values).call())
          .contains("registry.example/promferry-gateway:0.1.0", "clusterIP: 10.96.0.50");
    }
  }

  @Test
  void showNoFieldThatKubeOvnDoesNotHave() throws IOException {
    var objects = new ArrayList<JsonNode>();
    for (var example : examples("vpc.yml")) {
      objects.addAll(Yaml.documents(example));
    }

    assertThat(objects)
        .hasSizeGreaterThan(1)
        .allSatisfy(object -> {
          assertThat(object.path("apiVersion").asText()).isEqualTo("kubeovn.io/v1");
          var kind = requireNonNull(KINDS.get(object.path("kind").asText()));
          var read = StrictKinds.read(object, kind);
          assertThat(JSON.valueToTree(read).path("spec")).isEqualTo(object.path("spec"));
        });
  }

  /** The fences, indented or not, whose first line names that file. */
  private static List<String> examples(String file) throws IOException {
    var fence =
        Pattern.compile("(?ms)^( *)```yaml\\n\\1# " + Pattern.quote(file) + "\\n(.*?)^\\1```$");
    var found = new ArrayList<String>();
    for (var place : PLACES) {
      try (var files = Files.walk(place)) {
        for (var page : files.filter(name -> name.toString().endsWith(".md")).toList()) {
          fence
              .matcher(Files.readString(page))
              .results()
              .forEach(match -> found.add(match.group(2).replaceAll("(?m)^" + match.group(1), "")));
        }
      }
    }
    return found;
  }
}
