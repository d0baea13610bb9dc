package io.promferry.loadtests.compare;

import io.promferry.loadtests.compare.Contestant.Tenancy;
import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.peer.Nginx;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.peer.PeerVersion;
import io.promferry.loadtests.peer.PrometheusOptions;
import io.promferry.loadtests.peer.PrometheusRelay;
import io.promferry.loadtests.peer.Relay;
import io.promferry.loadtests.peer.VmagentRelay;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All rows: the gateway as it is shipped, and what others do of the same.
 *
 * @param tenants whom the gateway knows
 */
record Contestants(int tenants) {
  static final String GATEWAY = "promferry";
  static final String VMAGENT = "vmagent";

  /** The gateway first. */
  static final List<String> NAMES =
      List.of(GATEWAY, "promferry-active-series", "promferry-rw2", VMAGENT, "prometheus", "nginx");

  private static final Map<String, String> FORCED = Map.of("tenant", "acme", "vpc", "vpc-acme");
  private static final String GATEWAY_DOES =
      "tenants by token, validated, limits on rate and requests, metrics; forces both labels;"
          + " snappy out; acknowledges what the store has taken";
  private static final String EARLY =
      "acknowledges what it has queued, which is what its latency is; CPU until the store has all";

  /** A limit that is looked at for each write and never met. */
  private static final Map<String, Object> LIMITS =
      Map.of("samples-per-second", 10_000_000, "requests-in-flight", 1000);

  private static final double ANY_RATE = Double.MAX_VALUE;
  private static final double PROMETHEUS_RATE = 50_000;
  private static final int SERIES_LIMIT = 1_000_000;

  List<Contestant> all() {
    return List.of(
        gateway(GATEWAY, GATEWAY_DOES, WriteProtocol.RW1, LIMITS),
        gateway(
            "promferry-active-series",
            GATEWAY_DOES + "; active-series limit",
            WriteProtocol.RW1,
            withSeriesLimit()),
        gateway("promferry-rw2", GATEWAY_DOES, WriteProtocol.RW2, LIMITS),
        vmagent(),
        prometheus(),
        nginx());
  }

  private static Map<String, Object> withSeriesLimit() {
    var limits = new HashMap<>(LIMITS);
    limits.put("active-series", SERIES_LIMIT);
    return Map.copyOf(limits);
  }

  private Contestant gateway(
      String name, String what, WriteProtocol protocol, Map<String, Object> limits) {
    return new Contestant(
        name,
        what,
        protocol,
        Tenancy.MANY,
        true,
        true,
        ANY_RATE,
        () -> PeerVersion.ofGateway(HouseFiles.gatewayJar()),
        (directory, store, core) -> gateway(directory, store, core, limits));
  }

  private Relay gateway(Path directory, URI store, int core, Map<String, Object> limits) {
    var entries =
        LoadTenants.entries(tenants).stream().map(entry -> entry.withLimits(limits)).toList();
    return GatewayProcess.in(directory, GatewaySettings.of(store).onCore(core), entries);
  }

  private static Contestant vmagent() {
    return new Contestant(
        VMAGENT,
        "forces both labels; snappy out; " + EARLY,
        WriteProtocol.RW1,
        Tenancy.MANY,
        false,
        false,
        ANY_RATE,
        () -> PeerVersion.of(PeerBinaries.findNewer("vmagent"), "--version"),
        (directory, store, core) ->
            VmagentRelay.relay(PeerBinaries.findNewer("vmagent"), directory, store, FORCED, core));
  }

  private static Contestant prometheus() {
    return new Contestant(
        "prometheus",
        "agent, adds both labels where there are none; snappy out; one tenant's series, because it"
            + " keeps books of them; "
            + EARLY,
        WriteProtocol.RW1,
        Tenancy.ONE,
        false,
        false,
        PROMETHEUS_RATE,
        () -> PeerVersion.of(PrometheusOptions.newer().binary(), "--version"),
        (directory, store, core) ->
            PrometheusRelay.relay(PrometheusOptions.newer(), directory, store, FORCED, core));
  }

  private static Contestant nginx() {
    return new Contestant(
        "nginx",
        "hands bodies on unread: the floor of one hop",
        WriteProtocol.RW1,
        Tenancy.MANY,
        false,
        false,
        ANY_RATE,
        () -> PeerVersion.of(PeerBinaries.find("nginx"), "-v"),
        (directory, store, core) ->
            Nginx.relay(PeerBinaries.find("nginx"), directory, store, core));
  }
}
