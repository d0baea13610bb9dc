package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.crdv2.generator.CRDGenerator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The CRD of MetricsTenant out of the Java types, with what their annotations cannot say. */
final class GeneratedCrd {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .disable(Feature.SPLIT_LINES, Feature.WRITE_DOC_START_MARKER)
          .enable(Feature.MINIMIZE_QUOTES, Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private static final List<String> COLUMNS =
      List.of("Tenant", "VPC", "Ready", "Flowing", "Last sample", "Age");

  private static final List<String> RELABEL_ACTIONS =
      List.of(
          "replace",
          "keep",
          "drop",
          "keepequal",
          "dropequal",
          "hashmod",
          "labelmap",
          "labeldrop",
          "labelkeep",
          "lowercase",
          "uppercase");

  private GeneratedCrd() {}

  static String text() throws IOException {
    return "# Generated from the Java type MetricsTenant: change that, not this file.\n"
        + YAML.writeValueAsString(crd());
  }

  static JsonNode crd() throws IOException {
    var crd = generate();
    var version = (ObjectNode) crd.at("/spec/versions/0");
    orderColumns(version);
    var schema = (ObjectNode) version.at("/schema/openAPIV3Schema");
    root(schema);
    spec((ObjectNode) schema.at("/properties/spec/properties"));
    conditions((ObjectNode) schema.at("/properties/status/properties/conditions"));
    wholeNumbers(crd);
    return crd;
  }

  private static ObjectNode generate() throws IOException {
    Path folder = Files.createTempDirectory("crd");
    new CRDGenerator()
        .customResourceClasses(MetricsTenant.class)
        .forCRDVersions("v1")
        .inOutputDir(folder.toFile())
        .generate();
    var file = folder.resolve("metricstenants.promferry.io-v1.yml");
    var crd = (ObjectNode) YAML.readTree(Files.readString(file));
    Files.delete(file);
    Files.delete(folder);
    return crd;
  }

  private static void orderColumns(ObjectNode version) {
    var generated = version.withArray("additionalPrinterColumns").deepCopy();
    var ordered = version.putArray("additionalPrinterColumns");
    for (var name : COLUMNS) {
      generated.forEach(column -> {
        if (column.path("name").asText().equals(name)) {
          ((ObjectNode) column).remove("priority");
          ordered.add(column);
        }
      });
    }
  }

  /** Names of objects and pods are made of the name, and of a pod's name a label. */
  private static void root(ObjectNode schema) {
    schema.putArray("required").add("spec");
    schema
        .putArray("x-kubernetes-validations")
        .addObject()
        .put("rule", "size(self.metadata.name) <= 40 && !self.metadata.name.contains('.')")
        .put("message", "the name must have at most 40 characters and no dot");
  }

  private static void spec(ObjectNode spec) {
    Map.of("tenant", 63, "vpc", 253, "namespace", 63, "subnet", 253)
        .forEach((field, length) -> ((ObjectNode) spec.get(field)).put("maxLength", length));
    set(spec.get("scrapeNamespaces"), 100)
        .put("pattern", Patterns.WHOLE_DNS_LABEL)
        .put("maxLength", 63);
    set(spec.at("/egress/properties/internalAddresses"), 10)
        .put("pattern", Patterns.WHOLE_ADDRESS)
        .put("maxLength", 45);
    var relabel = (ObjectNode) spec.get("relabel");
    relabel.put("maxItems", 200);
    var rule = relabel.at("/items/properties");
    ((ObjectNode) rule.get("modulus")).put("minimum", 1);
    var actions = ((ObjectNode) rule.get("action")).putArray("enum");
    RELABEL_ACTIONS.forEach(actions::add);
  }

  private static ObjectNode set(JsonNode list, int most) {
    ((ObjectNode) list).put("x-kubernetes-list-type", "set").put("maxItems", most);
    return (ObjectNode) list.get("items");
  }

  private static void conditions(ObjectNode conditions) {
    conditions.put("x-kubernetes-list-type", "map");
    conditions.putArray("x-kubernetes-list-map-keys").add("type");
    var required = ((ObjectNode) conditions.get("items")).putArray("required");
    List.of("type", "status", "lastTransitionTime", "reason", "message").forEach(required::add);
  }

  /** Bounds are doubles in the annotations. */
  private static void wholeNumbers(JsonNode node) {
    switch (node) {
      case ObjectNode object ->
          object
              .properties()
              .forEach(property -> {
                if (property.getValue().isDouble()) {
                  object.put(property.getKey(), property.getValue().asLong());
                } else {
                  wholeNumbers(property.getValue());
                }
              });
      case ArrayNode array -> array.forEach(GeneratedCrd::wholeNumbers);
      default -> {}
    }
  }
}
