package io.promferry.loadtests.scenario;

import io.promferry.loadtests.measure.ProcessCost;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The gateways of a run, all on one core; more than one behind a TCP balancer. What is done to them
 * is done by one thread at a time.
 */
final class Gateways implements AutoCloseable {
  private final List<Place> places;
  private final Roster roster;
  private final Optional<TcpRelay> relay;
  private volatile Duration cpuOfEnded = Duration.ZERO;

  /** One of them, in all its lives. */
  private static final class Place {
    final GatewayProcess gateway;
    volatile boolean taken = true;

    Place(GatewayProcess gateway) {
      this.gateway = gateway;
    }
  }

  private Gateways(List<Place> places, Roster roster) {
    this.places = places;
    this.roster = roster;
    this.relay =
        places.size() == 1
            ? Optional.empty()
            : Optional.of(
                TcpRelay.before(
                    Vertx.vertx(),
                    places.stream()
                        .map(place ->
                            new TcpRelay.Server(
                                place.gateway.writeUri().getPort(), () -> place.taken))
                        .toList()));
  }

  /** All of them, ready. */
  static Gateways start(
      GatewayPart part, Path directory, Path jar, URI store, int core, Roster roster) {
    var settings = settings(part, store, core);
    var places =
        IntStream.range(0, part.count())
            .mapToObj(i -> directory.resolve("gateway-" + i))
            .map(place -> new Place(GatewayProcess.of(jar, place, settings, roster.entries())))
            .toList();
    var gateways = new Gateways(places, roster);
    try {
      places.forEach(place -> place.gateway.start());
      return gateways;
    } catch (RuntimeException failure) {
      gateways.close();
      throw failure;
    }
  }

  private static GatewaySettings settings(GatewayPart part, URI store, int core) {
    var settings =
        GatewaySettings.of(store).withHeapMegabytes(part.heapMegabytes()).onCore(core);
    for (var section : part.sections().entrySet()) {
      for (var key : section.getValue().entrySet()) {
        settings = settings.with(section.getKey(), key.getKey(), key.getValue());
      }
    }
    return settings;
  }

  /** Where tenants write to. */
  InetSocketAddress address() {
    return relay
        .map(TcpRelay::address)
        .orElseGet(() ->
            new InetSocketAddress(
                InetAddress.getLoopbackAddress(), first().writeUri().getPort()));
  }

  GatewayProcess first() {
    return places.getFirst().gateway;
  }

  /** Returns when it is done. */
  void act(GatewayAction action, int number) {
    var place = places.get(number);
    switch (action) {
      case KILL -> kill(place);
      case START -> start(place);
      case ROLLING_RESTART -> places.forEach(this::restart);
      case RELOAD -> reload();
    }
  }

  private void kill(Place place) {
    place.taken = false;
    remember(place);
    place.gateway.kill();
  }

  private static void start(Place place) {
    place.gateway.start();
    place.taken = true;
  }

  private void restart(Place place) {
    // A balancer sees it leave by its readiness, which fails as soon as it is told to end.
    place.taken = false;
    remember(place);
    int exit = place.gateway.terminate();
    if (exit != 0) {
      throw new IllegalStateException(
          "the gateway ended with " + exit + ": see " + place.gateway.logFile());
    }
    start(place);
  }

  private void reload() {
    var entries = roster.changed();
    places.forEach(place -> place.gateway.writeTenants(entries));
    places.forEach(place -> place.gateway.hangUp());
  }

  /** CPU of all of them in all their lives. */
  Duration cpu() {
    return places.stream()
        .map(Gateways::cost)
        .flatMap(Optional::stream)
        .map(ProcessCost::cpu)
        .reduce(cpuOfEnded, Duration::plus);
  }

  /** Of those that live, the most that one ever had. */
  long mostResidentBytes() {
    return places.stream()
        .map(Gateways::cost)
        .flatMap(Optional::stream)
        .mapToLong(ProcessCost::mostResidentBytes)
        .max()
        .orElse(0);
  }

  /** The lines of all logs. */
  List<String> log() {
    return places.stream().flatMap(place -> place.gateway.log().lines()).toList();
  }

  @Override
  public void close() {
    var failures = new ArrayList<RuntimeException>();
    places.forEach(place -> {
      try {
        place.gateway.close();
      } catch (RuntimeException failure) {
        failures.add(failure);
      }
    });
    relay.ifPresent(TcpRelay::close);
    failures.stream()
        .findFirst()
        .ifPresent(failure -> {
          throw failure;
        });
  }

  private void remember(Place place) {
    cpuOfEnded = cost(place).map(ProcessCost::cpu).map(cpuOfEnded::plus).orElse(cpuOfEnded);
  }

  private static Optional<ProcessCost> cost(Place place) {
    try {
      return Optional.of(ProcessCost.of(place.gateway.pid()));
    } catch (IOException | IllegalStateException _) {
      // Between two lives there is none.
      return Optional.empty();
    }
  }
}
