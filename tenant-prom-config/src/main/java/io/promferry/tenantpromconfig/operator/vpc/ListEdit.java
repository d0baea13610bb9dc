package io.promferry.tenantpromconfig.operator.vpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Brings one tenant's entries of one list to what is wanted; leaves those of others in their order
 * and as they are.
 *
 * @param list is changed
 * @param conflict is told in words what stands in the way
 */
record ListEdit(
    VpcList kind, ArrayNode list, Records records, String tenant, Consumer<String> conflict) {
  /** What is the tenant's afterwards, for its record. */
  ArrayNode ensure(ArrayNode wanted) {
    var recorded = records.of(tenant, kind.field());
    for (var entry : recorded) {
      if (find(wanted, sameKey(entry)) < 0 && claimant(entry).isEmpty()) {
        remove(entry);
      }
    }
    var ours = JsonNodeFactory.instance.arrayNode();
    for (var entry : wanted) {
      var isOurs = find(recorded, sameKey(entry)) >= 0;
      if (isOurs ? repair(entry) : add(entry)) {
        ours.add(entry);
      }
    }
    return ours;
  }

  private void remove(JsonNode entry) {
    var index = indexOf(entry);
    if (index >= 0) {
      list.remove(index);
    }
  }

  private boolean repair(JsonNode wanted) {
    var index = indexOf(wanted);
    var other = claimant(wanted).filter(claim -> !VpcList.says(claim.getValue(), wanted));
    if (other.isPresent()) {
      conflict.accept(against(wanted, "tenant " + other.get().getKey(), other.get().getValue()));
      return false;
    }
    if (index < 0) {
      list.add(wanted);
    } else if (!VpcList.says(list.get(index), wanted)) {
      list.set(index, wanted);
    }
    return true;
  }

  /** Whether it is ours from now on. */
  private boolean add(JsonNode wanted) {
    var other = claimant(wanted);
    if (other.isPresent()) {
      return repair(wanted);
    }
    var index = indexOf(wanted);
    if (index < 0) {
      list.add(wanted);
      return true;
    }
    if (!VpcList.says(list.get(index), wanted)) {
      conflict.accept(against(wanted, "somebody else", list.get(index)));
    }
    return false;
  }

  /** Another of our tenants that has it recorded, and how. */
  private Optional<Map.Entry<String, JsonNode>> claimant(JsonNode entry) {
    return records
        .ofOthers(tenant, kind.field())
        .flatMap(other -> other.getValue().valueStream().map(e -> Map.entry(other.getKey(), e)))
        .filter(other -> sameKey(entry).test(other.getValue()))
        .findFirst();
  }

  /** The one that says the same, if several have its key. */
  private int indexOf(JsonNode entry) {
    var exact = find(list, there -> sameKey(entry).test(there) && VpcList.says(there, entry));
    return exact >= 0 ? exact : find(list, sameKey(entry));
  }

  private Predicate<JsonNode> sameKey(JsonNode entry) {
    var key = kind.key(entry);
    return other -> kind.key(other).equals(key);
  }

  private static int find(JsonNode list, Predicate<JsonNode> wanted) {
    var index = 0;
    for (var entry : list) {
      if (wanted.test(entry)) {
        return index;
      }
      index++;
    }
    return -1;
  }

  private String against(JsonNode wanted, String who, JsonNode there) {
    return "%s entry %s is needed as %s, but %s has it as %s"
        .formatted(kind.field(), kind.key(wanted), wanted, who, there);
  }
}
