package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.promferry.tenantpromconfig.apiserver.Managers.Manager;
import io.promferry.tenantpromconfig.apiserver.ObjectStore.Location;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Creates, changes and removes objects by the rules that all kinds share: identity, resource
 * version, generation, status apart from the rest, managers, finalizers. The caller holds the
 * store's monitor.
 */
final class Writes {
  private final ObjectStore store;
  private final Garbage garbage;
  private final Clock clock;

  Writes(ObjectStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
    garbage = new Garbage(store, this);
  }

  /** One object of one kind, and who writes it through which subresource. */
  record Place(ResourceType type, Location key, String subresource) {
    boolean isStatus() {
      return subresource.equals("status");
    }

    Fields fields() {
      return new Fields(type);
    }
  }

  ObjectNode create(Place place, ObjectNode body, String manager) {
    if (store.get(place.key()).isPresent()) {
      throw RefusedException.alreadyExists(place.type(), place.key().name());
    }
    var object = prepared(place, body);
    var managers = new Managers();
    managers.set(new Manager(manager, Managers.UPDATE, ""), place.fields().of(object));
    return created(place, object, managers);
  }

  /** A whole object in place of the other. */
  ObjectNode update(Place place, ObjectNode body, String manager) {
    var before = existing(place);
    var version = body.path("metadata").path("resourceVersion").asText();
    if (version.isEmpty() && place.type().custom()) {
      throw RefusedException.invalid(
          place.type(),
          place.key().name(),
          "metadata.resourceVersion: Invalid value: 0x0: must be specified for an update");
    }
    return changed(place, before, body, manager);
  }

  /** An object made from the one that is there; a resource version that it names must be right. */
  ObjectNode changed(Place place, ObjectNode before, ObjectNode body, String manager) {
    requireVersion(place, before, body);
    var after = ofSubresource(place, before, prepared(place, body));
    var managers = Managers.of(before);
    var fields = place.fields();
    var now = fields.of(after);
    var updater = new Manager(manager, Managers.UPDATE, place.subresource());
    var old = new HashSet<>(fields.of(before));
    for (var path : now) {
      if (!old.contains(path) || fields.isChanged(before, after, path)) {
        managers.disownOthers(updater, path);
        managers.add(updater, path);
      }
    }
    old.removeAll(now);
    old.forEach(managers::disownAll);
    return written(place, before, after, managers);
  }

  ObjectNode apply(Place place, ObjectNode body, String manager, boolean force) {
    var applier =
        new ServerSideApply(
            place.fields(), new Manager(manager, Managers.APPLY, place.subresource()), force);
    var found = store.get(place.key());
    if (found.isEmpty()) {
      var object = prepared(place, body);
      var managers = new Managers();
      managers.set(applier.manager(), place.fields().of(object));
      return created(place, object, managers);
    }
    var before = found.get();
    requireVersion(place, before, body);
    var live = before.deepCopy();
    var managers = Managers.of(before);
    applier.apply(live, managers, ofSubresourceAlone(place, prepared(place, body)));
    return written(place, before, ofSubresource(place, before, live), managers);
  }

  /** Marks it as going while it has finalizers, else removes it and what it owned. */
  ObjectNode delete(ResourceType type, Location key, boolean orphan) {
    var before = store.get(key).orElseThrow(() -> RefusedException.notFound(type, key.name()));
    if (orphan) {
      garbage.orphan(before);
    }
    return delete(key);
  }

  /** As above, one that is there. */
  ObjectNode delete(Location key) {
    var before = store.get(key).orElseThrow();
    if (before.path("metadata").path("finalizers").isEmpty()) {
      return remove(key, before.deepCopy());
    }
    if (before.path("metadata").has("deletionTimestamp")) {
      return before;
    }
    var going = before.deepCopy();
    going
        .withObjectProperty("metadata")
        .put("deletionTimestamp", now())
        .put("deletionGracePeriodSeconds", 0);
    return store.put(key, going);
  }

  private ObjectNode remove(Location key, ObjectNode last) {
    var removed = store.remove(key, last);
    garbage.afterRemovalOf(removed);
    return removed;
  }

  private ObjectNode existing(Place place) {
    return store
        .get(place.key())
        .orElseThrow(() -> RefusedException.notFound(place.type(), place.key().name()));
  }

  private static void requireVersion(Place place, ObjectNode before, ObjectNode body) {
    var metadata = body.path("metadata");
    if (differs(before, metadata, "resourceVersion") || differs(before, metadata, "uid")) {
      throw RefusedException.modified(place.type(), place.key().name());
    }
  }

  private static boolean differs(ObjectNode before, JsonNode metadata, String field) {
    var given = metadata.path(field).asText();
    return !given.isEmpty() && !given.equals(before.path("metadata").path(field).asText());
  }

  private static ObjectNode prepared(Place place, ObjectNode body) {
    var object = body.deepCopy();
    withoutNulls(object);
    var metadata = object.withObjectProperty("metadata");
    metadata.remove("managedFields");
    metadata.put("name", place.key().name());
    if (place.type().namespaced()) {
      metadata.put("namespace", place.key().namespace());
    } else {
      metadata.remove("namespace");
    }
    if (place.type().kind().equals("Secret")) {
      encode(object);
    }
    return object;
  }

  private static void withoutNulls(JsonNode node) {
    if (node instanceof ObjectNode object) {
      object.properties().removeIf(field -> field.getValue().isNull());
    }
    node.forEach(Writes::withoutNulls);
  }

  private static void encode(ObjectNode secret) {
    var plain = secret.remove("stringData");
    if (plain != null) {
      var data = secret.withObjectProperty("data");
      plain
          .properties()
          .forEach(field ->
              data.put(
                  field.getKey(),
                  Base64.getEncoder()
                      .encodeToString(field.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }
  }

  /** With only that changed which may be changed here. */
  private static ObjectNode ofSubresource(Place place, ObjectNode before, ObjectNode body) {
    if (!place.type().hasStatus()) {
      return body;
    }
    var base = place.isStatus() ? before.deepCopy() : body;
    setStatus(base, (place.isStatus() ? body : before).get("status"));
    return base;
  }

  private static ObjectNode ofSubresourceAlone(Place place, ObjectNode body) {
    if (place.type().hasStatus()) {
      if (place.isStatus()) {
        body.retain("apiVersion", "kind", "metadata", "status");
        body.withObjectProperty("metadata").retain("name", "namespace");
      } else {
        body.remove("status");
      }
    }
    return body;
  }

  private static void setStatus(ObjectNode object, @Nullable JsonNode status) {
    if (status == null) {
      object.remove("status");
    } else {
      object.set("status", status);
    }
  }

  private ObjectNode created(Place place, ObjectNode object, Managers managers) {
    if (place.type().hasStatus()) {
      object.remove("status");
      managers.disownStatus();
    }
    var metadata = object.withObjectProperty("metadata");
    metadata.put("uid", UUID.randomUUID().toString()).put("creationTimestamp", now());
    metadata.remove("deletionTimestamp");
    if (place.type().countsGenerations()) {
      metadata.put("generation", 1);
    }
    managers.write(object, now());
    var created = store.put(place.key(), object);
    garbage.afterChangeOf(place, created);
    return created;
  }

  private ObjectNode written(Place place, ObjectNode before, ObjectNode after, Managers managers) {
    var metadata = after.withObjectProperty("metadata");
    var old = before.path("metadata");
    for (var fixed :
        new String[] {
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "generation",
          "resourceVersion",
          "managedFields"
        }) {
      if (old.has(fixed)) {
        metadata.set(fixed, old.get(fixed));
      } else {
        metadata.remove(fixed);
      }
    }
    if (after.equals(before) && managers.isSameAs(Managers.of(before))) {
      return before;
    }
    if (old.has("deletionTimestamp")) {
      if (metadata.path("finalizers").isEmpty()) {
        return remove(place.key(), after);
      }
      requireNoNewFinalizer(place, before, after);
    }
    if (place.type().countsGenerations() && !rest(before).equals(rest(after))) {
      metadata.put("generation", old.path("generation").asLong() + 1);
    }
    managers.write(after, now());
    var stored = store.put(place.key(), after);
    garbage.afterChangeOf(place, stored);
    return stored;
  }

  private static void requireNoNewFinalizer(Place place, ObjectNode before, ObjectNode after) {
    var had = before.path("metadata").path("finalizers").valueStream().toList();
    if (!after.path("metadata").path("finalizers").valueStream().allMatch(had::contains)) {
      throw RefusedException.invalid(
          place.type(),
          place.key().name(),
          "metadata.finalizers: Forbidden: no new finalizers can be added if the object is being"
              + " deleted");
    }
  }

  private static ObjectNode rest(ObjectNode object) {
    var rest = JsonNodeFactory.instance.objectNode();
    rest.setAll(object);
    return rest.without(List.of("metadata", "status"));
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
