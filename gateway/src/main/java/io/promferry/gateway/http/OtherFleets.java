package io.promferry.gateway.http;

import io.promferry.gateway.peers.PeerClient;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the other replicas know, asked for only when somebody looks; nobody where there are none. A
 * replica that has not answered lately is asked, and not waited for. Thread-safe.
 */
public final class OtherFleets {
  static final String PATH = "/api/v1/replica";

  /** How long one may take. */
  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** So long what it has told counts on, when a look has failed. */
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final String process;
  private final @Nullable PeerClient peers;
  private final InstantSource clock;
  private final Vertx vertx;
  private final Map<InetAddress, State> states = new HashMap<>();

  /** What is known of one address; guarded by the map. */
  private static final class State {
    @Nullable ReplicaFleet fleet;
    Instant since;
    @Nullable Instant failing;
    String problem = "";
    boolean isAsked;

    State(Instant since) {
      this.since = since;
    }
  }

  /** {@code process} is this one; {@code peers} is null where there are no others. */
  public OtherFleets(String process, @Nullable PeerClient peers, InstantSource clock, Vertx vertx) {
    this.process = process;
    this.peers = peers;
    this.clock = clock;
    this.vertx = vertx;
  }

  /** By which the others know this one. */
  String process() {
    return process;
  }

  /**
   * Asks all of them, and tells what is known then, in the order of their names; of one that has
   * several addresses once. Never fails.
   */
  Future<List<Heard>> ask() {
    if (peers == null) {
      return Future.succeededFuture(List.of());
    }
    return peers
        .others()
        .compose(addresses ->
            Future.join(addresses.stream().map(address -> ask(peers, address)).toList())
                .transform(_ -> Future.succeededFuture(heard(addresses))));
  }

  /**
   * What each of them answers to this, but for those that have not answered lately. Never fails.
   */
  Future<List<Buffer>> answers(String uri) {
    if (peers == null) {
      return Future.succeededFuture(List.of());
    }
    return peers
        .others()
        .compose(addresses -> {
          var asked =
              onePerReplica(addresses).stream()
                  .map(address -> peers.get(address, uri, TIMEOUT))
                  .toList();
          return Future.join(asked)
              .transform(_ ->
                  Future.succeededFuture(
                      asked.stream().filter(Future::succeeded).map(Future::result).toList()));
        });
  }

  /** Of those that are not known to be away. */
  private List<InetAddress> onePerReplica(List<InetAddress> addresses) {
    synchronized (states) {
      var byProcess = new HashMap<String, InetAddress>();
      for (var address : addresses) {
        var state = states.get(address);
        if (state == null || (state.fleet == null && state.failing == null)) {
          byProcess.put(address.getHostAddress(), address);
        } else if (state.fleet != null && state.failing == null) {
          byProcess.putIfAbsent(state.fleet.process(), address);
        }
      }
      return List.copyOf(byProcess.values());
    }
  }

  /** What was told is forgotten: nobody looks any more. */
  void forget() {
    synchronized (states) {
      states.clear();
    }
  }

  private Future<Void> ask(PeerClient client, InetAddress address) {
    boolean isWaitedFor;
    synchronized (states) {
      var state = states.computeIfAbsent(address, _ -> new State(clock.instant()));
      if (state.isAsked) {
        return Future.succeededFuture();
      }
      state.isAsked = true;
      isWaitedFor = state.failing == null;
    }
    var answer =
        client
            .get(address, PATH, TIMEOUT)
            .compose(body -> vertx.executeBlocking(() -> ReplicaFleet.parse(body), false))
            .map(Objects::requireNonNull)
            .onComplete(fleet -> answered(client, address, fleet), cause -> failed(address, cause))
            .<Void>mapEmpty();
    return isWaitedFor ? answer : Future.succeededFuture();
  }

  private void answered(PeerClient client, InetAddress address, ReplicaFleet fleet) {
    synchronized (states) {
      if (fleet.process().equals(process)) {
        client.isSelf(address);
        states.remove(address);
        return;
      }
      var state = states.get(address);
      if (state == null) {
        return;
      }
      state.since = state.failing == null ? state.since : clock.instant();
      state.fleet = fleet;
      state.failing = null;
      state.problem = "";
      state.isAsked = false;
    }
  }

  private void failed(InetAddress address, Throwable cause) {
    synchronized (states) {
      var state = states.get(address);
      if (state == null) {
        return;
      }
      state.failing = state.failing == null ? clock.instant() : state.failing;
      state.problem = PeerClient.words(cause);
      state.isAsked = false;
    }
  }

  private List<Heard> heard(List<InetAddress> addresses) {
    synchronized (states) {
      states.keySet().retainAll(addresses);
      var byProcess = new HashMap<String, Heard>();
      for (var address : addresses) {
        var state = states.get(address);
        if (state != null) {
          var heard = heard(address, state);
          byProcess.merge(heard.process(), heard, (a, b) -> a.isReached() ? a : b);
        }
      }
      return byProcess.values().stream().sorted(Comparator.comparing(Heard::name)).toList();
    }
  }

  private Heard heard(InetAddress address, State state) {
    var failing = state.failing;
    boolean counts =
        state.fleet != null && (failing == null || failing.plus(GRACE).isAfter(clock.instant()));
    var since = failing == null || counts ? state.since : since(address, failing);
    return new Heard(address.getHostAddress(), state.fleet, since, counts ? "" : state.problem);
  }

  /** The rates are asked for also while nobody looks. */
  private Instant since(InetAddress address, Instant failing) {
    return Objects.requireNonNull(peers)
        .reach(address)
        .filter(reach -> !reach.answers() && reach.since().isBefore(failing))
        .map(reach -> reach.since())
        .orElse(failing);
  }
}
