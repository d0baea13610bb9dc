package io.promferry.gateway.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What all replicas together know of themselves, their upstreams, and of who is nobody's. */
final class MergedHead {
  /** Least telling first; what is new to us tells least. */
  private static final List<String> STATES = List.of("unknown", "up", "down");

  private MergedHead() {}

  /** That of this replica, with a list of all {@code replicas}, and the rest merged into it. */
  static JsonObject of(ReplicaFleet own, List<Heard> others) {
    if (others.isEmpty()) {
      return own.head().copy().put("replicas", new JsonArray());
    }
    var reached =
        Stream.concat(
                Stream.of(own),
                others.stream().filter(Heard::isReached).map(Heard::fleet).filter(Objects::nonNull))
            .toList();
    var replicas = new JsonArray().add(replica(own).put("reached", true));
    others.forEach(heard -> replicas.add(replica(heard)));
    return own.head()
        .copy()
        .put("replicas", replicas)
        .put("upstreams", upstreams(reached))
        .put("unattributed", unattributed(reached));
  }

  private static JsonObject replica(ReplicaFleet fleet) {
    return new JsonObject()
        .put("name", fleet.name())
        .put("version", fleet.head().getString("version"))
        .put("started", fleet.head().getString("started"))
        .put("loaded", fleet.isLoaded());
  }

  private static JsonObject replica(Heard heard) {
    var fleet = heard.fleet();
    return (fleet == null ? new JsonObject().put("name", heard.name()) : replica(fleet))
        .put("address", heard.address())
        .put("reached", heard.isReached())
        .put("since", heard.since().toString())
        .put("problem", heard.problem());
  }

  private static JsonArray upstreams(List<ReplicaFleet> reached) {
    var byName = new LinkedHashMap<String, List<JsonObject>>();
    for (var fleet : reached) {
      for (var upstream : objects(fleet, "upstreams")) {
        byName
            .computeIfAbsent(upstream.getString("name"), _ -> new ArrayList<>())
            .add(upstream.copy().put("replica", fleet.name()));
      }
    }
    return array(byName.values().stream().map(MergedHead::upstream).toList());
  }

  /** The worst of them; if they differ in their state, also what each replica says of it. */
  private static JsonObject upstream(List<JsonObject> told) {
    var worst =
        told.stream()
            .max(Comparator.comparingInt(one -> STATES.indexOf(one.getString("state"))))
            .orElseThrow()
            .copy();
    boolean isOneState = told.stream().map(one -> one.getString("state")).distinct().count() == 1;
    worst.remove("replica");
    return worst
        .put("inFlight", sum(told, "inFlight"))
        .put("concurrencyLimit", sum(told, "concurrencyLimit"))
        .put("latency", slowest(told))
        .put("lastSuccess", latest(told, "lastSuccess"))
        .put(
            "replicas",
            isOneState ? new JsonArray() : array(told.stream().map(MergedHead::state).toList()));
  }

  private static JsonObject state(JsonObject upstream) {
    return new JsonObject()
        .put("name", upstream.getString("replica"))
        .put("state", upstream.getString("state"));
  }

  private static JsonArray unattributed(List<ReplicaFleet> reached) {
    var bySender = new LinkedHashMap<String, List<JsonObject>>();
    for (var fleet : reached) {
      for (var stranger : objects(fleet, "unattributed")) {
        var sender = stranger.getString("address") + ' ' + stranger.getString("reason");
        bySender.computeIfAbsent(sender, _ -> new ArrayList<>()).add(stranger);
      }
    }
    return array(bySender.values().stream().map(MergedHead::stranger).toList());
  }

  private static JsonObject stranger(List<JsonObject> told) {
    return told.getFirst()
        .copy()
        .put("requests", sum(told, "requests"))
        .put("lastSeen", latest(told, "lastSeen"));
  }

  private static long sum(List<JsonObject> told, String count) {
    return told.stream().mapToLong(one -> one.getLong(count, 0L)).sum();
  }

  /** The latency of the replica to which it answers most slowly; null if it answers none. */
  private static @Nullable JsonObject slowest(List<JsonObject> told) {
    return told.stream()
        .map(one -> one.getJsonObject("latency"))
        .filter(Objects::nonNull)
        .max(Comparator.comparingDouble(latency -> latency.getDouble("p99Seconds")))
        .orElse(null);
  }

  private static @Nullable String latest(List<JsonObject> told, String time) {
    return told.stream()
        .map(one -> one.getString(time))
        .filter(Objects::nonNull)
        .max(Comparator.comparing(Instant::parse))
        .orElse(null);
  }

  private static List<JsonObject> objects(ReplicaFleet fleet, String key) {
    return fleet.head().getJsonArray(key, new JsonArray()).stream()
        .map(JsonObject.class::cast)
        .toList();
  }

  private static JsonArray array(Collection<JsonObject> objects) {
    return new JsonArray(List.copyOf(objects));
  }
}
