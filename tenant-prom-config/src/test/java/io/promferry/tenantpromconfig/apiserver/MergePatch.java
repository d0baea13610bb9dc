package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** RFC 7386. */
final class MergePatch {
  private MergePatch() {}

  static void merge(ObjectNode base, ObjectNode patch) {
    patch.properties().forEach(field -> merge(base, field.getKey(), field.getValue()));
  }

  private static void merge(ObjectNode base, String name, JsonNode value) {
    if (value.isNull()) {
      base.remove(name);
    } else if (value instanceof ObjectNode patch) {
      merge(base.get(name) instanceof ObjectNode there ? there : base.putObject(name), patch);
    } else {
      base.set(name, value);
    }
  }
}
