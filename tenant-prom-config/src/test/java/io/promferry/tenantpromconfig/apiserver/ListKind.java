package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How managers share a list: by items with a key, by values, or not at all. Kubernetes reads it
 * from its schemas; here the usual lists are named.
 */
sealed interface ListKind {
  /** Items are told apart by these fields. */
  record Keyed(List<String> keys) implements ListKind {
    /** The item's key as it stands in a field path. */
    String element(JsonNode item) {
      var key = JsonNodeFactory.instance.objectNode();
      for (var name : keys) {
        if (item.has(name)) {
          key.set(name, item.get(name));
        } else if (name.equals("protocol")) {
          key.put(name, "TCP");
        }
      }
      return "k:" + key;
    }
  }

  /** A set of values. */
  record Values() implements ListKind {}

  /** One value: whoever writes it owns all of it. */
  record Atomic() implements ListKind {}

  Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("conditions", List.of("type")),
          Map.entry("containers", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("secrets", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("volumes", List.of("name")));

  /** Of the list at this path in an object of this type. */
  static ListKind of(ResourceType type, List<String> path) {
    var name = path.getLast().substring(2);
    if (path.getFirst().equals("f:metadata")) {
      return name.equals("ownerReferences") ? new Keyed(List.of("uid")) : new Values();
    }
    if (type.custom()) {
      return new Atomic();
    }
    if (name.equals("ports") && !type.kind().equals("EndpointSlice")) {
      return new Keyed(
          List.of(type.kind().equals("Service") ? "port" : "containerPort", "protocol"));
    }
    return Optional.ofNullable(KEYS.get(name)).<ListKind>map(Keyed::new).orElseGet(Atomic::new);
  }
}
