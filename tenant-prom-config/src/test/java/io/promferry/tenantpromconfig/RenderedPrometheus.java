package io.promferry.tenantpromconfig;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A rendered Prometheus whose directories are beneath another one, with a token and a CA in them.
 */
record RenderedPrometheus(JsonNode container, Path root) {
  /** Of the first Prometheus in a rendered text. */
  static RenderedPrometheus of(String rendered, Path root) throws IOException {
    var files = Documents.of(rendered, "ConfigMap").getFirst().get("data");
    var prometheus =
        new RenderedPrometheus(
            Documents.of(rendered, "StatefulSet").getFirst().at("/spec/template/spec/containers/0"),
            root);
    Files.createDirectories(root.resolve("etc/prometheus/credentials"));
    Files.createDirectories(root.resolve("etc/prometheus/config"));
    Files.writeString(root.resolve("etc/prometheus/credentials/token"), "secret");
    for (var file : files.properties()) {
      Files.writeString(
          root.resolve("etc/prometheus/config").resolve(file.getKey()),
          prometheus.moved(file.getValue().asText()));
    }
    return prometheus;
  }

  Path config() {
    return root.resolve("etc/prometheus/config/prometheus.yml");
  }

  boolean isAgent() {
    return container.get("args").toString().contains("storage.agent.path");
  }

  boolean isOfVersion2() {
    return container.get("image").asText().contains(":v2.");
  }

  List<String> arguments() {
    return texts(container.get("args"));
  }

  List<String> probe(String name) {
    return texts(container.at("/" + name + "/exec/command"));
  }

  private List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false)
        .map(JsonNode::asText)
        .map(this::moved)
        .toList();
  }

  private String moved(String text) {
    return text.replace("/etc/prometheus", root + "/etc/prometheus")
        .replaceFirst("path=/prometheus$", "path=" + root + "/data");
  }
}
