package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All objects and all changes since the start, in the order of their resource versions. What is in
 * it is never changed, only replaced. Its monitor guards it: a caller that reads and then writes
 * holds it over both, and a watcher waits on it.
 */
final class ObjectStore {
  /** Where an object is kept; {@code namespace} empty for the cluster. */
  record Location(String group, String plural, String namespace, String name)
      implements Comparable<Location> {
    private static final Comparator<Location> ORDER =
        Comparator.comparing(Location::group)
            .thenComparing(Location::plural)
            .thenComparing(Location::namespace)
            .thenComparing(Location::name);

    static Location of(ResourceType type, @Nullable String namespace, String name) {
      return new Location(type.group(), type.plural(), namespace == null ? "" : namespace, name);
    }

    boolean isOf(String ofGroup, String ofPlural) {
      return group.equals(ofGroup) && plural.equals(ofPlural);
    }

    @Override
    public int compareTo(Location other) {
      return ORDER.compare(this, other);
    }
  }

  /** An object with its key. */
  record Stored(Location key, ObjectNode object) {}

  /** One change; {@code after} carries its resource version even if it is gone. */
  record Change(
      long version, Location key, @Nullable ObjectNode before, ObjectNode after, boolean removed) {}

  private final NavigableMap<Location, ObjectNode> objects = new TreeMap<>();
  private final List<Change> changes = new ArrayList<>();
  private long version = 100;
  private long oldest = version;
  private int watchGeneration;

  synchronized Optional<ObjectNode> get(Location key) {
    return Optional.ofNullable(objects.get(key));
  }

  /** All of a kind, in one namespace or all of them, in order. */
  synchronized List<Stored> list(String group, String plural, @Nullable String namespace) {
    return entries()
        .filter(entry -> entry.key().isOf(group, plural))
        .filter(entry -> namespace == null || entry.key().namespace().equals(namespace))
        .toList();
  }

  synchronized List<Stored> list(Predicate<Stored> wanted) {
    return entries().filter(wanted).toList();
  }

  private Stream<Stored> entries() {
    return objects.entrySet().stream().map(e -> new Stored(e.getKey(), e.getValue()));
  }

  /** Stores it under the next resource version. */
  synchronized ObjectNode put(Location key, ObjectNode object) {
    stamp(object);
    record(new Change(version, key, objects.put(key, object), object, false));
    return object;
  }

  /** Removes it; what is returned and told to watchers is {@code last} with the next version. */
  synchronized ObjectNode remove(Location key, ObjectNode last) {
    stamp(last);
    record(new Change(version, key, objects.remove(key), last, true));
    return last;
  }

  private void stamp(ObjectNode object) {
    version++;
    object.withObjectProperty("metadata").put("resourceVersion", Long.toString(version));
  }

  private void record(Change change) {
    changes.add(change);
    notifyAll();
  }

  synchronized long version() {
    return version;
  }

  /** From which version on changes are still known. */
  synchronized long oldest() {
    return oldest;
  }

  /** Forgets all changes: who asks for what follows an earlier version is told that it is gone. */
  synchronized void forget() {
    version++;
    oldest = version;
  }

  /** Ends all watches that run now. */
  synchronized void endWatches() {
    watchGeneration++;
    notifyAll();
  }

  synchronized int watchGeneration() {
    return watchGeneration;
  }

  /**
   * Waits for changes after this version; empty when watches of this generation have ended.
   *
   * @throws InterruptedException if the server stops
   */
  synchronized List<Change> await(long after, int generation) throws InterruptedException {
    while (generation == watchGeneration && version(changes.size() - 1) <= after) {
      wait();
    }
    if (generation != watchGeneration) {
      return List.of();
    }
    var first = changes.size();
    while (version(first - 1) > after) {
      first--;
    }
    return List.copyOf(changes.subList(first, changes.size()));
  }

  private long version(int index) {
    return index < 0 ? 0 : changes.get(index).version();
  }
}
