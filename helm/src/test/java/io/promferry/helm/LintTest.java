package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.marcnuri.helm.Helm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LintTest {
  @TempDir private Path directory;

  @Test
  void isWellFormedAsItStands() {
    var result = new Helm(RenderedChart.CHART).lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  /** Lint takes no file of values, so they become those of a copy. */
  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void isWellFormedWithValues(String ci) throws IOException {
    var copy = copyOfTheChart();
    var values = copy.resolve("values.yaml");
    Files.writeString(
        values, merged(Yaml.file(values), Yaml.file(RenderedChart.values(ci))).toString());

    var result = new Helm(copy).lint().strict().call();

    assertThat(result.isFailed()).as(result.getMessages().toString()).isFalse();
  }

  /** As Helm does: maps key by key, everything else whole. */
  private static JsonNode merged(JsonNode defaults, JsonNode values) {
    if (!(defaults instanceof ObjectNode known) || !values.isObject()) {
      return values;
    }
    var both = known.deepCopy();
    values
        .properties()
        .forEach(value ->
            both.set(
                value.getKey(),
                both.has(value.getKey())
                    ? merged(both.get(value.getKey()), value.getValue())
                    : value.getValue()));
    return both;
  }

  private Path copyOfTheChart() throws IOException {
    var copy = directory.resolve("promferry");
    try (var files = Files.walk(RenderedChart.CHART)) {
      for (var file : files.toList()) {
        Files.copy(file, copy.resolve(RenderedChart.CHART.relativize(file).toString()));
      }
    }
    return copy;
  }
}
