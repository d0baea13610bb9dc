package io.promferry.gateway.discovery.kube;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.promferry.gateway.discovery.Shelf;
import io.promferry.gateway.events.LogEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the place of an informer's cache: of each object only what discovery needs goes onto a
 * shelf, and here stays its version, by which the informer sees what has changed while it was not
 * listening. Thread-safe.
 */
final class FactStore<T> implements ItemStore<GenericKubernetesResource> {
  private static final Logger logger = LoggerFactory.getLogger(FactStore.class);

  private final Shelf<T> shelf;
  private final Function<GenericKubernetesResource, Optional<T>> reader;
  private final Map<String, String> versions = new ConcurrentHashMap<>();
  private final Set<String> unreadable = ConcurrentHashMap.newKeySet();

  /** {@code reader} gives what is kept of an object; empty if it does not matter now. */
  FactStore(Shelf<T> shelf, Function<GenericKubernetesResource, Optional<T>> reader) {
    this.shelf = shelf;
    this.reader = reader;
  }

  @Override
  public String getKey(GenericKubernetesResource object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable GenericKubernetesResource put(String key, GenericKubernetesResource object) {
    var meta = object.getMetadata();
    read(key, object)
        .ifPresentOrElse(
            facts -> shelf.put(namespace(meta), meta.getName(), facts),
            () -> shelf.remove(namespace(meta), meta.getName()));
    return stub(key, versions.put(key, requireNonNullElse(meta.getResourceVersion(), "")));
  }

  /** An object that cannot be read must not end the watch of all others. */
  private Optional<T> read(String key, GenericKubernetesResource object) {
    try {
      var facts = reader.apply(object);
      unreadable.remove(key);
      return facts;
    } catch (RuntimeException e) {
      if (unreadable.add(key)) {
        LogEvent.DISCOVERY_OBJECT_UNREADABLE
            .on(logger)
            .addKeyValue("object", key)
            .setCause(e)
            .log("object cannot be read");
      }
      return Optional.empty();
    }
  }

  @Override
  public @Nullable GenericKubernetesResource remove(String key) {
    unreadable.remove(key);
    var version = versions.remove(key);
    var meta = meta(key, version);
    shelf.remove(namespace(meta), meta.getName());
    return stub(key, version);
  }

  /** There are no such objects any more. */
  void clear() {
    List.copyOf(versions.keySet()).forEach(this::remove);
  }

  @Override
  public Stream<String> keySet() {
    return versions.keySet().stream();
  }

  @Override
  public Stream<GenericKubernetesResource> values() {
    return versions.entrySet().stream().map(entry -> object(entry.getKey(), entry.getValue()));
  }

  @Override
  public int size() {
    return versions.size();
  }

  @Override
  public @Nullable GenericKubernetesResource get(String key) {
    return stub(key, versions.get(key));
  }

  @Override
  public boolean isFullState() {
    return false;
  }

  private static @Nullable GenericKubernetesResource stub(String key, @Nullable String version) {
    return version == null ? null : object(key, version);
  }

  private static GenericKubernetesResource object(String key, String version) {
    var object = new GenericKubernetesResource();
    object.setMetadata(meta(key, version));
    return object;
  }

  private static ObjectMeta meta(String key, @Nullable String version) {
    int slash = key.indexOf('/');
    return new ObjectMetaBuilder()
        .withNamespace(slash < 0 ? null : key.substring(0, slash))
        .withName(key.substring(slash + 1))
        .withResourceVersion(version)
        .build();
  }

  private static String namespace(ObjectMeta meta) {
    return requireNonNullElse(meta.getNamespace(), "");
  }
}
