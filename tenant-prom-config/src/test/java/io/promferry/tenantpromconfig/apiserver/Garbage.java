package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promferry.tenantpromconfig.apiserver.ObjectStore.Stored;
import io.promferry.tenantpromconfig.apiserver.Writes.Place;

/**
 * Removes what no living owner holds, at once instead of some time later. An owner in another
 * namespace is none.
 */
final class Garbage {
  private final ObjectStore store;
  private final Writes writes;

  Garbage(ObjectStore store, Writes writes) {
    this.store = store;
    this.writes = writes;
  }

  void afterRemovalOf(ObjectNode owner) {
    var uid = owner.path("metadata").path("uid").asText();
    store
        .list(entry -> owners(entry.object()).valueStream().anyMatch(o -> isUid(o, uid)))
        .forEach(this::collectUnlessOwned);
    if (owner.path("kind").asText().equals("Namespace")) {
      removeAllIn(owner.path("metadata").path("name").asText());
    }
  }

  void afterChangeOf(Place place, ObjectNode object) {
    if (!owners(object).isEmpty()) {
      collectUnlessOwned(new Stored(place.key(), object));
    }
  }

  /** Lets go of all that it owns. */
  void orphan(ObjectNode owner) {
    var uid = owner.path("metadata").path("uid").asText();
    for (var entry :
        store.list(entry -> owners(entry.object()).valueStream().anyMatch(o -> isUid(o, uid)))) {
      var free = entry.object().deepCopy();
      var left = (ArrayNode) owners(free);
      left.removeIf(o -> isUid(o, uid));
      store.put(entry.key(), free);
    }
  }

  private void removeAllIn(String namespace) {
    for (var entry : store.list(entry -> entry.key().namespace().equals(namespace))) {
      delete(entry);
    }
  }

  private void collectUnlessOwned(Stored entry) {
    var isGoing = entry.object().path("metadata").has("deletionTimestamp");
    if (!isGoing && owners(entry.object()).valueStream().noneMatch(o -> lives(o, entry))) {
      delete(entry);
    }
  }

  private boolean lives(JsonNode reference, Stored dependent) {
    var uid = reference.path("uid").asText();
    return !store
        .list(owner ->
            owner.object().path("metadata").path("uid").asText().equals(uid)
                && (owner.key().namespace().isEmpty()
                    || owner.key().namespace().equals(dependent.key().namespace())))
        .isEmpty();
  }

  private void delete(Stored entry) {
    if (store.get(entry.key()).isPresent()) {
      writes.delete(entry.key());
    }
  }

  private static boolean isUid(JsonNode reference, String uid) {
    return reference.path("uid").asText().equals(uid);
  }

  private static JsonNode owners(JsonNode object) {
    return object.path("metadata").path("ownerReferences");
  }
}
