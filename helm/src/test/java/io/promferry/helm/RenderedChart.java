package io.promferry.helm;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.TemplateCommand;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** What Helm makes of the chart with the values of one file of {@code ci}. */
record RenderedChart(List<JsonNode> objects) {
  static final Path CHART = Path.of("promferry");
  static final String NAMESPACE = "promferry";

  /** Every file of {@code ci}, by its name without {@code -values.yaml}. */
  static Stream<String> everyCase() {
    try (var files = Files.list(CHART.resolve("ci"))) {
      return files
          .map(file -> file.getFileName().toString().replace("-values.yaml", ""))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path values(String ci) {
    return CHART.resolve("ci").resolve(ci + "-values.yaml");
  }

  static RenderedChart of(String ci) {
    return of(ci, UnaryOperator.identity());
  }

  /** With more values, or other ones. */
  static RenderedChart of(String ci, UnaryOperator<TemplateCommand> more) {
    return new RenderedChart(Yaml.documents(more.apply(template(values(ci))).call()));
  }

  static TemplateCommand template(Path values) {
    return new Helm(CHART)
        .template()
        .withName("promferry")
        .withNamespace(NAMESPACE)
        .withKubeVersion("1.31.0")
        .withValuesFile(values);
  }

  /** All of a kind, read strictly. */
  <T extends HasMetadata> List<T> all(Class<T> kind) {
    var name = HasMetadata.getKind(kind);
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(name))
        .map(object -> StrictKinds.read(object, kind))
        .toList();
  }

  <T extends HasMetadata> T one(Class<T> kind, String name) {
    return all(kind).stream()
        .filter(object -> object.getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind.getSimpleName() + " " + name));
  }

  boolean has(String kind, String name) {
    return objects.stream()
        .anyMatch(object ->
            object.path("kind").asText().equals(kind)
                && object.at("/metadata/name").asText().equals(name));
  }

  /** Of a kind for which there is no model. */
  JsonNode foreign(String kind) {
    return objects.stream()
        .filter(object -> object.path("kind").asText().equals(kind))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no " + kind));
  }

  String gatewayYml() {
    return file("promferry-gateway", "gateway.yml");
  }

  String platformYml() {
    return file("promferry-operator", "platform.yml");
  }

  JsonNode gatewayConfig() {
    return Yaml.document(gatewayYml());
  }

  private String file(String configMap, String key) {
    return requireNonNull(one(ConfigMap.class, configMap).getData().get(key));
  }
}
