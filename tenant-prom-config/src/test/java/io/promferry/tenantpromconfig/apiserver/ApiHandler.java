package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.zjsonpatch.JsonPatch;
import io.promferry.tenantpromconfig.apiserver.ObjectStore.Location;
import io.promferry.tenantpromconfig.apiserver.ObjectStore.Stored;
import io.promferry.tenantpromconfig.apiserver.Writes.Place;
import java.util.UUID;
import java.util.function.Consumer;

/** From a request to what is answered, but for watches. */
final class ApiHandler {
  private final ObjectStore store;
  private final ResourceTypes types;
  private final Writes writes;
  private final Consumer<Request> authorize;

  /**
   * @param authorize records the request, and refuses it
   */
  ApiHandler(ObjectStore store, ResourceTypes types, Writes writes, Consumer<Request> authorize) {
    this.store = store;
    this.types = types;
    this.writes = writes;
    this.authorize = authorize;
  }

  /**
   * Who asks, and what.
   *
   * @param manager of the fields that are written
   */
  record Call(
      Target target,
      String method,
      String user,
      String manager,
      String contentType,
      JsonNode body) {
    Request request() {
      return target.request(user, method);
    }

    ObjectNode object() {
      if (body instanceof ObjectNode object) {
        return object;
      }
      throw RefusedException.badRequest("the body is no object");
    }
  }

  ObjectNode answer(Call call) {
    var target = call.target();
    if (target.plural().isEmpty()) {
      return resources(target);
    }
    authorize.accept(call.request());
    var type = type(target);
    synchronized (store) {
      return switch (call.request().verb()) {
        case "get" -> get(type, target);
        case "list" -> list(type, target);
        case "create" -> create(type, call);
        case "update" -> writes.update(place(type, target), call.object(), call.manager());
        case "patch" -> patch(place(type, target), call);
        case "delete" -> delete(type, call);
        case "deletecollection" -> deleteAll(type, target);
        default -> throw RefusedException.unsupported(call.method());
      };
    }
  }

  ResourceType type(Target target) {
    var type =
        types
            .find(target.group(), target.version(), target.plural())
            .orElseThrow(RefusedException::noSuchResource);
    var isKnown =
        target.subresource().isEmpty()
            || (target.subresource().equals("status") && type.hasStatus());
    if (!isKnown || (!type.namespaced() && target.namespace() != null)) {
      throw RefusedException.noSuchResource();
    }
    return type;
  }

  private ObjectNode resources(Target target) {
    var list =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put(
                "groupVersion",
                target.group().isEmpty()
                    ? target.version()
                    : target.group() + "/" + target.version());
    var resources = list.putArray("resources");
    types
        .all(target.group(), target.version())
        .forEach(type ->
            resources
                .addObject()
                .put("name", type.plural())
                .put("singularName", "")
                .put("namespaced", type.namespaced())
                .put("kind", type.kind())
                .putArray("verbs"));
    if (resources.isEmpty()) {
      throw RefusedException.noSuchResource();
    }
    return list;
  }

  private ObjectNode get(ResourceType type, Target target) {
    var place = place(type, target);
    return store
        .get(place.key())
        .orElseThrow(() -> RefusedException.notFound(type, place.key().name()));
  }

  private ObjectNode list(ResourceType type, Target target) {
    var list =
        JsonNodeFactory.instance
            .objectNode()
            .put("kind", type.kind() + "List")
            .put("apiVersion", type.apiVersion());
    list.putObject("metadata").put("resourceVersion", Long.toString(store.version()));
    var items = list.putArray("items");
    store.list(type.group(), type.plural(), target.namespace()).stream()
        .map(Stored::object)
        .filter(target.selector())
        .forEach(items::add);
    return list;
  }

  private ObjectNode create(ResourceType type, Call call) {
    var metadata = call.object().withObjectProperty("metadata");
    if (metadata.path("name").asText().isEmpty() && metadata.has("generateName")) {
      metadata.put(
          "name",
          metadata.get("generateName").asText() + UUID.randomUUID().toString().substring(0, 5));
    }
    var key = Location.of(type, call.target().namespace(), metadata.path("name").asText());
    requireNamespace(type, key);
    return writes.create(new Place(type, key, ""), typed(type, call.object()), call.manager());
  }

  private ObjectNode patch(Place place, Call call) {
    return switch (call.contentType()) {
      case "application/apply-patch+yaml" -> apply(place, call);
      case "application/json-patch+json" ->
          patched(place, call, JsonPatch.apply(call.body(), live(place)));
      case "application/merge-patch+json" -> {
        var merged = live(place).deepCopy();
        MergePatch.merge(merged, call.object());
        yield patched(place, call, merged);
      }
      case "application/strategic-merge-patch+json" -> {
        var merged = live(place).deepCopy();
        place.fields().merge(merged, call.object());
        yield patched(place, call, merged);
      }
      default -> throw RefusedException.badRequest("content type " + call.contentType());
    };
  }

  private ObjectNode apply(Place place, Call call) {
    if (call.target().query().getOrDefault("fieldManager", "").isEmpty()) {
      throw RefusedException.badRequest("fieldManager is required for apply patch");
    }
    if (store.get(place.key()).isEmpty()) {
      if (place.isStatus()) {
        throw RefusedException.notFound(place.type(), place.key().name());
      }
      authorize.accept(call.request().as("create"));
      requireNamespace(place.type(), place.key());
    }
    return writes.apply(
        place, typed(place.type(), call.object()), call.manager(), call.target().flag("force"));
  }

  private ObjectNode patched(Place place, Call call, JsonNode patched) {
    return writes.changed(place, live(place), (ObjectNode) patched, call.manager());
  }

  private ObjectNode live(Place place) {
    return store
        .get(place.key())
        .orElseThrow(() -> RefusedException.notFound(place.type(), place.key().name()));
  }

  private ObjectNode delete(ResourceType type, Call call) {
    var key = place(type, call.target()).key();
    var wanted = call.body().path("preconditions");
    var metadata =
        store
            .get(key)
            .orElseThrow(() -> RefusedException.notFound(type, key.name()))
            .path("metadata");
    if (wanted.propertyStream().anyMatch(p -> !metadata.path(p.getKey()).equals(p.getValue()))) {
      throw RefusedException.modified(type, key.name());
    }
    var policy = call.body().path("propagationPolicy").asText();
    return writes.delete(type, key, policy.equals("Orphan"));
  }

  private ObjectNode deleteAll(ResourceType type, Target target) {
    var list = list(type, target);
    store.list(type.group(), type.plural(), target.namespace()).stream()
        .filter(entry -> target.selector().test(entry.object()))
        .forEach(entry -> writes.delete(type, entry.key(), false));
    return list;
  }

  private void requireNamespace(ResourceType type, Location key) {
    if (type.namespaced()
        && store.get(Location.of(ResourceTypes.NAMESPACES, null, key.namespace())).isEmpty()) {
      throw RefusedException.notFound(ResourceTypes.NAMESPACES, key.namespace());
    }
  }

  private static ObjectNode typed(ResourceType type, ObjectNode body) {
    var said = body.path("apiVersion").asText() + " " + body.path("kind").asText();
    if (!said.equals(type.apiVersion() + " " + type.kind())) {
      throw RefusedException.badRequest(said + " is not what the URL names");
    }
    return body;
  }

  private static Place place(ResourceType type, Target target) {
    var name = target.name();
    if (name == null || type.namespaced() != (target.namespace() != null)) {
      throw RefusedException.noSuchResource();
    }
    return new Place(type, Location.of(type, target.namespace(), name), target.subresource());
  }
}
