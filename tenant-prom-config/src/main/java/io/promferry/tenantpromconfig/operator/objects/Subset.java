package io.promferry.tenantpromconfig.operator.objects;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * Whether an object in the cluster still has everything that was applied. What else it has was
 * filled in by the cluster or by others and is not ours to judge.
 */
final class Subset {
  private Subset() {}

  static boolean holds(JsonNode wanted, JsonNode live) {
    return switch (wanted.getNodeType()) {
      case OBJECT -> objectHolds(wanted, live);
      case ARRAY -> arrayHolds(wanted, live);
      case NULL -> true;
      case MISSING, BINARY, BOOLEAN, NUMBER, POJO, STRING ->
          wanted.asText().equals(live.asText()) && !live.isContainerNode();
    };
  }

  private static boolean objectHolds(JsonNode wanted, JsonNode live) {
    for (var field : wanted.properties()) {
      var found = live.path(field.getKey());
      if (!isEmpty(field.getValue()) && !holds(field.getValue(), found)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isNull() || (node.isContainerNode() && node.isEmpty());
  }

  private static boolean arrayHolds(JsonNode wanted, JsonNode live) {
    if (live.size() != wanted.size()) {
      return false;
    }
    for (int i = 0; i < wanted.size(); i++) {
      if (!holds(wanted.get(i), live.get(i))) {
        return false;
      }
    }
    return true;
  }
}
