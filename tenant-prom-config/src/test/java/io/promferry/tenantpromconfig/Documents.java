package io.promferry.tenantpromconfig;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.List;

/** The documents of a YAML text. */
final class Documents {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Documents() {}

  static List<JsonNode> of(String text) throws IOException {
    try (var values = YAML.readerFor(JsonNode.class).<JsonNode>readValues(text)) {
      return values.readAll().stream().filter(JsonNode::isObject).toList();
    }
  }

  static List<JsonNode> of(String text, String kind) throws IOException {
    return of(text).stream().filter(one -> one.path("kind").asText().equals(kind)).toList();
  }
}
