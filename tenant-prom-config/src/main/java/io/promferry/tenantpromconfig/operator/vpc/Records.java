package io.promferry.tenantpromconfig.operator.vpc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What in a Vpc is ours, and for which tenants: its annotation {@value #ANNOTATION}, an object of
 * tenants, each with its lists as they are in the Vpc's spec. What is not in it is not ours, be it
 * equal.
 */
record Records(ObjectNode byTenant) {
  static final String ANNOTATION = "promferry.io/entries";

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /**
   * From the annotation's value.
   *
   * @return empty if it cannot be read, so that nobody knows what is ours
   */
  static Optional<Records> of(@Nullable String annotation) {
    if (annotation == null) {
      return Optional.of(new Records(JsonNodeFactory.instance.objectNode()));
    }
    try {
      return MAPPER.readTree(annotation) instanceof ObjectNode object
              && object.valueStream().allMatch(JsonNode::isObject)
          ? Optional.of(new Records(object))
          : Optional.empty();
    } catch (JsonProcessingException _) {
      return Optional.empty();
    }
  }

  /** The tenant's, a list; missing if there are none. */
  JsonNode of(String tenant, String field) {
    return byTenant.path(tenant).path(field);
  }

  /** The other tenants' lists of this name, by tenant. */
  Stream<Map.Entry<String, JsonNode>> ofOthers(String tenant, String field) {
    return byTenant
        .propertyStream()
        .filter(entry -> !entry.getKey().equals(tenant) && entry.getValue().has(field))
        .map(entry -> Map.entry(entry.getKey(), entry.getValue().get(field)));
  }

  /** In place of what was; an empty one is none. */
  void set(String tenant, ObjectNode record) {
    if (record.isEmpty()) {
      byTenant.remove(tenant);
    } else {
      byTenant.set(tenant, record);
    }
  }

  boolean has(String tenant) {
    return byTenant.has(tenant);
  }

  /** The annotation's value; null for none. */
  @Nullable String text() {
    return byTenant.isEmpty() ? null : byTenant.toString();
  }
}
