package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Field paths of objects of one type, as managers own them: {@code f:name} for a field, {@code
 * k:{…}} for an item by its key, {@code v:…} for a value of a set.
 */
record Fields(ResourceType type) {
  private static final Set<String> OF_THE_SERVER =
      Set.of(
          "name",
          "namespace",
          "generateName",
          "uid",
          "resourceVersion",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "managedFields");

  /** All that an object says, but for what names it and what the server writes. */
  Set<List<String>> of(JsonNode object) {
    var paths = new LinkedHashSet<List<String>>();
    object
        .properties()
        .forEach(field -> {
          if (field.getKey().equals("metadata")) {
            field.getValue().properties().stream()
                .filter(inner -> !OF_THE_SERVER.contains(inner.getKey()))
                .forEach(inner ->
                    collect(inner.getValue(), List.of("f:metadata", "f:" + inner.getKey()), paths));
          } else if (!Set.of("apiVersion", "kind").contains(field.getKey())) {
            collect(field.getValue(), List.of("f:" + field.getKey()), paths);
          }
        });
    return paths;
  }

  private void collect(JsonNode node, List<String> path, Set<List<String>> paths) {
    if (node instanceof ObjectNode object && !object.isEmpty()) {
      object
          .properties()
          .forEach(field -> collect(field.getValue(), plus(path, "f:" + field.getKey()), paths));
      return;
    }
    if (node instanceof ArrayNode array) {
      switch (ListKind.of(type, path)) {
        case ListKind.Keyed keyed -> {
          for (var item : array) {
            var itemPath = plus(path, keyed.element(item));
            paths.add(itemPath);
            collect(item, itemPath, paths);
          }
          return;
        }
        case ListKind.Values _ -> {
          array.forEach(value -> paths.add(plus(path, "v:" + value)));
          return;
        }
        case ListKind.Atomic _ -> {}
      }
    }
    paths.add(path);
  }

  /** What stands there; missing if nothing does. */
  JsonNode at(JsonNode object, List<String> path) {
    var node = object;
    for (var depth = 0; depth < path.size(); depth++) {
      node = child(node, path.subList(0, depth), path.get(depth));
    }
    return node;
  }

  /**
   * Whether a field that is there has another value in the other object. Items as such are only
   * there or not: their fields are compared one by one.
   */
  boolean isChanged(JsonNode object, JsonNode other, List<String> path) {
    var now = at(object, path);
    return path.getLast().startsWith("f:") && !now.isMissingNode() && !now.equals(at(other, path));
  }

  private JsonNode child(JsonNode node, List<String> path, String element) {
    if (element.startsWith("f:")) {
      return node.path(element.substring(2));
    }
    for (var item : node) {
      if (element(item, path).equals(element)) {
        return item;
      }
    }
    return MissingNode.getInstance();
  }

  private String element(JsonNode item, List<String> listPath) {
    return switch (ListKind.of(type, listPath)) {
      case ListKind.Keyed keyed -> keyed.element(item);
      case ListKind.Values _, ListKind.Atomic _ -> "v:" + item;
    };
  }

  /** Takes it out, and what is empty without it. */
  void remove(ObjectNode object, List<String> path) {
    var parentPath = path.subList(0, path.size() - 1);
    var parent = at(object, parentPath);
    if (parent instanceof ObjectNode fields) {
      fields.remove(path.getLast().substring(2));
    } else if (parent instanceof ArrayNode list) {
      var index = 0;
      while (index < list.size()) {
        if (element(list.get(index), parentPath).equals(path.getLast())) {
          list.remove(index);
        } else {
          index++;
        }
      }
    }
    if (parent.isContainerNode() && parent.isEmpty() && parentPath.size() > 1) {
      remove(object, parentPath);
    }
  }

  /** One object over another, lists shared as their kind says; changes {@code base}. */
  void merge(ObjectNode base, JsonNode over) {
    merge(base, over, List.of());
  }

  private void merge(ObjectNode base, JsonNode over, List<String> path) {
    over.properties()
        .forEach(field -> {
          var there = base.get(field.getKey());
          var fieldPath = plus(path, "f:" + field.getKey());
          if (there instanceof ObjectNode object && field.getValue() instanceof ObjectNode) {
            merge(object, field.getValue(), fieldPath);
          } else if (field.getValue() instanceof ArrayNode list) {
            base.set(
                field.getKey(),
                merged(
                    there instanceof ArrayNode old ? old : JsonNodeFactory.instance.arrayNode(),
                    list,
                    fieldPath));
          } else {
            base.set(field.getKey(), field.getValue().deepCopy());
          }
        });
  }

  private ArrayNode merged(ArrayNode base, ArrayNode over, List<String> path) {
    if (ListKind.of(type, path) instanceof ListKind.Atomic) {
      return over.deepCopy();
    }
    var result = base.deepCopy();
    for (var item : over) {
      var there = child(result, path, element(item, path));
      if (there.isMissingNode()) {
        result.add(item.deepCopy());
      } else if (there instanceof ObjectNode object) {
        merge(object, item, plus(path, element(item, path)));
      }
    }
    return result;
  }

  private static List<String> plus(List<String> path, String element) {
    var longer = new ArrayList<>(path);
    longer.add(element);
    return List.copyOf(longer);
  }
}
