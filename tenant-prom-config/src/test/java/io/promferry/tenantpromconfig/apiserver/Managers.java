package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

/** Who owns which fields of one object: {@code metadata.managedFields}, read and written. */
final class Managers {
  static final String APPLY = "Apply";
  static final String UPDATE = "Update";

  /** A manager; one that applies is not the same as one of that name that updates. */
  record Manager(String name, String operation, String subresource) {}

  private final Map<Manager, Set<List<String>>> owned = new LinkedHashMap<>();

  static Managers of(JsonNode object) {
    var managers = new Managers();
    for (var entry : object.path("metadata").path("managedFields")) {
      var paths = new LinkedHashSet<List<String>>();
      read(entry.path("fieldsV1"), List.of(), paths);
      managers.owned.put(
          new Manager(
              entry.path("manager").asText(),
              entry.path("operation").asText(),
              entry.path("subresource").asText()),
          paths);
    }
    return managers;
  }

  Set<List<String>> of(Manager manager) {
    return owned.getOrDefault(manager, Set.of());
  }

  void set(Manager manager, Set<List<String>> paths) {
    owned.put(manager, new LinkedHashSet<>(paths));
  }

  void add(Manager manager, List<String> path) {
    owned.computeIfAbsent(manager, _ -> new LinkedHashSet<>()).add(path);
  }

  /** Tells of each other manager of this field. */
  void others(Manager manager, List<String> path, BiConsumer<Manager, List<String>> consumer) {
    owned.forEach((other, paths) -> {
      if (!other.equals(manager) && paths.contains(path)) {
        consumer.accept(other, path);
      }
    });
  }

  boolean isOwned(List<String> path) {
    return owned.values().stream().anyMatch(paths -> paths.contains(path));
  }

  /** Whether anything in this item or field is owned. */
  boolean isOwnedWithin(List<String> path) {
    return owned.values().stream()
        .flatMap(Set::stream)
        .anyMatch(
            other -> other.size() >= path.size() && other.subList(0, path.size()).equals(path));
  }

  void disown(Manager manager, List<String> path) {
    owned.getOrDefault(manager, new LinkedHashSet<>()).remove(path);
  }

  void disownAll(List<String> path) {
    owned.values().forEach(paths -> paths.remove(path));
  }

  void disownOthers(Manager manager, List<String> path) {
    owned.forEach((other, paths) -> {
      if (!other.equals(manager)) {
        paths.remove(path);
      }
    });
  }

  void disownStatus() {
    owned.values().forEach(paths -> paths.removeIf(path -> path.getFirst().equals("f:status")));
  }

  boolean isSameAs(Managers other) {
    owned.values().removeIf(Set::isEmpty);
    return owned.equals(other.owned);
  }

  /** Into the object, which is at this version of its API and of this time. */
  void write(ObjectNode object, String time) {
    owned.values().removeIf(Set::isEmpty);
    var list = object.withObjectProperty("metadata").putArray("managedFields");
    owned.forEach((manager, paths) -> {
      var fields = JsonNodeFactory.instance.objectNode();
      paths.forEach(path -> write(path, fields, paths));
      var entry =
          list.addObject()
              .put("manager", manager.name())
              .put("operation", manager.operation())
              .put("apiVersion", object.path("apiVersion").asText())
              .put("time", time)
              .put("fieldsType", "FieldsV1");
      entry.set("fieldsV1", fields);
      if (!manager.subresource().isEmpty()) {
        entry.put("subresource", manager.subresource());
      }
    });
  }

  private static void write(List<String> path, ObjectNode fields, Set<List<String>> paths) {
    var node = fields;
    for (var depth = 0; depth < path.size(); depth++) {
      node = node.withObjectProperty(path.get(depth));
      if (paths.contains(path.subList(0, depth + 1)) && depth + 1 < path.size()) {
        node.putObject(".");
      }
    }
  }

  private static void read(JsonNode fields, List<String> path, Set<List<String>> paths) {
    if (fields.isEmpty() && !path.isEmpty()) {
      paths.add(path);
    }
    fields
        .properties()
        .forEach(field -> {
          if (field.getKey().equals(".")) {
            paths.add(path);
          } else {
            var longer = new ArrayList<>(path);
            longer.add(field.getKey());
            read(field.getValue(), List.copyOf(longer), paths);
          }
        });
  }
}
