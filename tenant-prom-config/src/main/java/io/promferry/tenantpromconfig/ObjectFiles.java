package io.promferry.tenantpromconfig;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Kubernetes objects out of YAML files of one or several documents, lists among them; other kinds
 * are left out.
 */
record ObjectFiles(List<MetricsTenant> tenants, List<Vpc> vpcs, List<Subnet> subnets) {
  private static final YAMLMapper YAML = new YAMLMapper();

  /** Of a tenant's file every key counts: one that is misspelt would be a default. */
  private static final ObjectMapper STRICT = new ObjectMapper();

  private static final ObjectMapper LENIENT =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  static ObjectFiles read(List<Path> tenantFiles, List<Path> kubeOvnFiles)
      throws IOException, UnusableFileException {
    var tenants = new ArrayList<MetricsTenant>();
    for (var file : tenantFiles) {
      for (var document : documents(file)) {
        if (kind(document).equals(MetricsTenant.KIND)) {
          tenants.add(complete(file, bind(file, document, MetricsTenant.class, STRICT)));
        }
      }
    }
    if (tenants.isEmpty()) {
      throw new UnusableFileException(tenantFiles + ": there is no MetricsTenant in it");
    }
    var vpcs = new ArrayList<Vpc>();
    var subnets = new ArrayList<Subnet>();
    for (var file : kubeOvnFiles) {
      for (var document : documents(file)) {
        switch (kind(document)) {
          case "Vpc" -> vpcs.add(bind(file, document, Vpc.class, LENIENT));
          case "Subnet" -> subnets.add(bind(file, document, Subnet.class, LENIENT));
          default -> {}
        }
      }
    }
    return new ObjectFiles(tenants, vpcs, subnets);
  }

  private static List<JsonNode> documents(Path file) throws IOException, UnusableFileException {
    var found = new ArrayList<JsonNode>();
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(Files.readString(file))) {
      while (documents.hasNextValue()) {
        var document = documents.nextValue();
        if (kind(document).endsWith("List") && document.path("items").isArray()) {
          document.get("items").forEach(found::add);
        } else {
          found.add(document);
        }
      }
      return found;
    } catch (JsonProcessingException e) {
      throw new UnusableFileException(file + ": " + e.getOriginalMessage());
    }
  }

  private static String kind(JsonNode document) {
    return document.path("kind").asText("");
  }

  private static <T> T bind(Path file, JsonNode document, Class<T> type, ObjectMapper mapper)
      throws UnusableFileException {
    try {
      return mapper.treeToValue(document, type);
    } catch (JsonMappingException e) {
      throw new UnusableFileException(file + ": " + path(e) + ": " + e.getOriginalMessage());
    } catch (JsonProcessingException e) {
      throw new UnusableFileException(file + ": " + e.getOriginalMessage());
    }
  }

  private static String path(JsonMappingException e) {
    return String.join(
        ".",
        e.getPath().stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .toList());
  }

  private static MetricsTenant complete(Path file, MetricsTenant tenant)
      throws UnusableFileException {
    var name = tenant.getMetadata() == null ? null : tenant.getMetadata().getName();
    if (name == null || name.isEmpty()) {
      throw new UnusableFileException(file + ": metadata.name: is required");
    }
    if (tenant.getSpec() == null) {
      throw new UnusableFileException(file + ": MetricsTenant '" + name + "': spec: is required");
    }
    return tenant;
  }
}
