package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ValuesTest {
  private static final Pattern KEY = Pattern.compile("( *)([A-Za-z]+):.*");

  private final JsonNode schema = Yaml.file(RenderedChart.CHART.resolve("values.schema.json"));
  private final JsonNode values = Yaml.file(RenderedChart.CHART.resolve("values.yaml"));

  @Test
  void areTheSameInTheSchemaAndInTheDefaults() {
    var known = new TreeSet<String>();
    collectSchema(schema, "", known);
    var given = new TreeSet<String>();
    collectValues(schema, values, "", given);

    known.remove("global");
    assertThat(given).isNotEmpty().isEqualTo(known);
  }

  @Test
  void areClosedButForWhatIsHandedOn() {
    assertClosed(schema, "");
  }

  private static void assertClosed(JsonNode node, String path) {
    if (node.has("properties") && !path.equals("/config")) {
      assertThat(node.path("additionalProperties").isBoolean()).as(path).isTrue();
      assertThat(node.path("additionalProperties").asBoolean()).as(path).isFalse();
      node.path("properties")
          .properties()
          .forEach(property -> assertClosed(property.getValue(), path + "/" + property.getKey()));
    }
  }

  @Test
  void areAllExplained() throws IOException {
    var known = new TreeSet<String>();
    collectSchema(schema, "", known);

    assertThat(explained())
        .containsAll(known.stream().filter(key -> !key.equals("global")).toList());
  }

  /** Paths of the keys that have a comment on the line before. */
  private static List<String> explained() throws IOException {
    var explained = new ArrayList<String>();
    var path = new ArrayList<String>();
    var before = "";
    for (var line : Files.readAllLines(RenderedChart.CHART.resolve("values.yaml"))) {
      var key = KEY.matcher(line);
      if (key.matches()) {
        int depth = key.group(1).length() / 2;
        path.subList(Math.min(depth, path.size()), path.size()).clear();
        path.add(key.group(2));
        if (before.startsWith(key.group(1) + "# ")) {
          explained.add(String.join(".", path));
        }
      }
      before = line;
    }
    return explained;
  }

  private void collectSchema(JsonNode node, String path, TreeSet<String> into) {
    if (path.equals("config.")) {
      return;
    }
    node.path("properties")
        .properties()
        .forEach(property -> {
          into.add(path + property.getKey());
          collectSchema(property.getValue(), path + property.getKey() + ".", into);
        });
  }

  /** As deep as the schema says what is there. */
  private static void collectValues(
      JsonNode schema, JsonNode values, String path, TreeSet<String> into) {
    if (!schema.has("properties") || path.equals("config.")) {
      return;
    }
    values
        .properties()
        .forEach(value -> {
          into.add(path + value.getKey());
          collectValues(
              schema.path("properties").path(value.getKey()),
              value.getValue(),
              path + value.getKey() + ".",
              into);
        });
  }
}
