package io.promferry.tenantpromconfig.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code platform.yml}: kebab-case keys, unknown ones refused, all problems together with
 * their paths. It holds no secret.
 */
public final class PlatformFile {
  private static final String DEFAULTS =
      """
      gateway:
        cluster-ip: null
        port: 8443
        tls: true
        server-name: promferry-gateway.promferry.svc
        ca: null
        service: promferry-gateway
        admin-port: 9202
        admin:
          tls: false
          ca-file: null
          server-name: null
          bearer-token-file: null
          basic: {username: null, password-file: null}
      namespaces: {gateway: promferry, tenants: promferry-tenants, egress: promferry-egress}
      transit: {subnet: promferry-transit, range: 10.200.0.0/18, topology: overlay}
      prometheus: {image: "prom/prometheus:v3.5.0", version: "3.5.0", image-pull-secrets: []}
      labels: {tenant: tenant, vpc: vpc}
      rotation: {address-grace: 10m}
      networks: {services: 10.96.0.0/12}
      dual-homed:
        attachment: promferry-egress/promferry-uplink
        subnet: ovn-default
        gateway: 10.16.0.1
      """;

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private PlatformFile() {}

  /**
   * Reads the file; {@code gateway.ca-file}, instead of {@code gateway.ca}, names a file beside it,
   * and so do the files of {@code gateway.admin}, which are read only when they are needed.
   *
   * @throws IOException if it cannot be read
   */
  public static Platform read(Path file) throws IOException, PlatformException {
    var written = tree(Files.readString(file));
    if (written.get("gateway") instanceof ObjectNode gateway && gateway.hasNonNull("ca-file")) {
      if (gateway.has("ca")) {
        throw new PlatformException(List.of("gateway.ca-file: cannot stand beside gateway.ca"));
      }
      var ca = gateway.remove("ca-file").asText();
      gateway.put("ca", Files.readString(file.toAbsolutePath().resolveSibling(ca)));
    }
    if (written.at("/gateway/admin") instanceof ObjectNode admin) {
      resolve(admin, "ca-file", file);
      resolve(admin, "bearer-token-file", file);
      if (admin.get("basic") instanceof ObjectNode basic) {
        resolve(basic, "password-file", file);
      }
    }
    return bind(written);
  }

  private static void resolve(ObjectNode section, String key, Path file) {
    if (section.path(key).isTextual()) {
      section.put(key, file.toAbsolutePath().resolveSibling(section.get(key).asText()).toString());
    }
  }

  /** Reads the file's text. */
  public static Platform parse(String text) throws PlatformException {
    return bind(tree(text));
  }

  private static ObjectNode tree(String text) throws PlatformException {
    try {
      var tree = YAML.readTree(text);
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw new PlatformException(List.of("is not a map of settings"));
    } catch (JsonProcessingException e) {
      throw new PlatformException(List.of(whereAndWhy("", e)));
    }
  }

  private static Platform bind(ObjectNode written) throws PlatformException {
    var merged = tree(DEFAULTS);
    var problems = new ArrayList<String>();
    merge(merged, written, "", problems);
    if (!merged.path("gateway").hasNonNull("cluster-ip")) {
      problems.add("gateway.cluster-ip: is required, the fixed address of the gateway's Service");
    }
    if (!problems.isEmpty()) {
      throw new PlatformException(problems);
    }
    try {
      var platform = YAML.treeToValue(merged, Platform.class);
      var wrong = PlatformRules.problems(platform);
      if (!wrong.isEmpty()) {
        throw new PlatformException(wrong);
      }
      return platform;
    } catch (JsonMappingException e) {
      throw new PlatformException(List.of(whereAndWhy(path(e), e)));
    } catch (JsonProcessingException e) {
      throw new PlatformException(List.of(whereAndWhy("", e)));
    }
  }

  /** Puts what was written over the defaults, which know every key there is. */
  private static void merge(
      ObjectNode known, JsonNode written, String path, List<String> problems) {
    for (var property : written.properties()) {
      var key = property.getKey();
      var there = path + key;
      if (!known.has(key)) {
        problems.add(there + ": is unknown; there are " + names(known));
      } else if (!(known.get(key) instanceof ObjectNode section)) {
        if (property.getValue().isContainerNode() && !known.get(key).isArray()) {
          problems.add(there + ": must be a single value");
        } else {
          known.set(key, property.getValue());
        }
      } else if (property.getValue().isObject()) {
        merge(section, property.getValue(), there + ".", problems);
      } else {
        problems.add(there + ": must be a map with " + names(section));
      }
    }
  }

  private static String names(ObjectNode known) {
    return String.join(", ", known.properties().stream().map(Map.Entry::getKey).toList());
  }

  private static String path(JsonMappingException e) {
    return e.getPath().stream()
            .map(step -> step.getFieldName() == null ? "" + step.getIndex() : step.getFieldName())
            .reduce((a, b) -> a + "." + b)
            .orElse("")
        + ": ";
  }

  private static String whereAndWhy(String path, JsonProcessingException e) {
    return path + e.getOriginalMessage();
  }
}
