package io.promferry.gateway.discovery;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The known objects of one kind, by namespace and name; those without a namespace have an empty
 * one. Says which namespace has changed, if something has. Thread-safe.
 */
public final class Shelf<T> {
  private final Map<String, Map<String, T>> byNamespace = new ConcurrentHashMap<>();
  private final Consumer<String> changed;

  Shelf(Consumer<String> changed) {
    this.changed = changed;
  }

  /** Takes the place of what has been known of it. */
  public void put(String namespace, String name, T object) {
    byNamespace.compute(
        namespace,
        (_, known) -> {
          Map<String, T> objects = known == null ? new ConcurrentHashMap<>() : known;
          if (!object.equals(objects.put(name, object))) {
            changed.accept(namespace);
          }
          return objects;
        });
  }

  /** It is not there any more. */
  public void remove(String namespace, String name) {
    byNamespace.computeIfPresent(
        namespace,
        (_, objects) -> {
          if (objects.remove(name) != null) {
            changed.accept(namespace);
          }
          return objects.isEmpty() ? null : objects;
        });
  }

  Collection<T> in(String namespace) {
    return byNamespace.getOrDefault(namespace, Map.of()).values();
  }

  Stream<T> all() {
    return byNamespace.values().stream().flatMap(objects -> objects.values().stream());
  }
}
