package io.promferry.loadtests.matrix;

import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.LabPeers;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.Peer;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.peer.PrometheusConfig;
import io.promferry.loadtests.peer.PrometheusOptions;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.StoreServer;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.peer.VictoriaMetricsServer;
import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Window;
import io.promferry.loadtests.scraped.ScrapeTarget;
import io.promferry.loadtests.sink.RemoteWriteSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;

/**
 * All senders and all receivers of the matrix at once: every sender writes to every receiver,
 * through that receiver's own gateway. What does not start is told, and fails its own pairs.
 */
final class MatrixLab implements AutoCloseable {
  private static final Duration OUT_OF_ORDER_WINDOW = Duration.ofHours(1);
  private static final Duration STEADY_AFTER = Duration.ofSeconds(10);
  private static final Duration COMPARED = Duration.ofSeconds(12);
  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(30);
  private static final Duration AT_LEAST = Duration.ofSeconds(2);
  private static final int GATEWAY_HEAP_MEGABYTES = 256;

  private final LabPeers peers;
  private final ScrapeTarget target = ScrapeTarget.start(InstantSource.system());
  private final RemoteWriteSink sink = RemoteWriteSink.start();
  private final RemoteWriteSink sinkByTenant = RemoteWriteSink.start();
  private final Map<ReceiverKind, Receiver> receivers = new EnumMap<>(ReceiverKind.class);
  private final Map<SenderKind, Sender> senders = new EnumMap<>(SenderKind.class);

  MatrixLab(String name) throws IOException {
    peers = LabPeers.named(name);
    for (var kind : ReceiverKind.values()) {
      receivers.put(kind, receiver(kind));
    }
    for (var kind : SenderKind.values()) {
      senders.put(kind, kind.create(peers, target.address(), writes(kind.tenant())));
    }
  }

  void start() {
    start(receivers.values().stream().flatMap(receiver -> receiver.peers().stream()).toList());
    start(senders.values().stream().map(Sender::peer).toList());
  }

  /** Returns when all has run for a while, and then for a window in which all is compared. */
  Window awaitWindow() {
    var start = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(STEADY_AFTER);
    var window = new Window(start, start.plus(COMPARED));
    await("the end of " + window)
        .atMost(STEADY_AFTER.plus(COMPARED).multipliedBy(2))
        .until(() -> Instant.now().isAfter(window.end()));
    senders.values().forEach(sender -> sender.finish(window));
    return window;
  }

  /** What a sender sent of the window. */
  Evidence sent(SenderKind sender, Window window) {
    return requireNonNull(senders.get(sender)).sent(window);
  }

  /** The pair's row, as soon as it is as expected; as it is when time is up. */
  Row row(SenderKind sender, ReceiverKind receiver, Window window) {
    var row = new AtomicReference<>(look(sender, receiver, window));
    try {
      await()
          .pollInterval(Duration.ofSeconds(1))
          .atMost(remaining(window))
          .until(() -> row.updateAndGet(_ -> look(sender, receiver, window)).holds());
    } catch (ConditionTimeoutException _) {
      // The row says what is missing.
    }
    return row.get();
  }

  @Override
  public void close() {
    peers.close();
    target.close();
    sink.close();
    sinkByTenant.close();
  }

  private Row look(SenderKind sender, ReceiverKind receiver, Window window) {
    return Row.of(
        sender,
        requireNonNull(senders.get(sender)),
        requireNonNull(receivers.get(receiver)),
        window);
  }

  /** All pairs wait together, so the last of them have little left to wait for. */
  private static Duration remaining(Window window) {
    var remaining = Duration.between(Instant.now(), window.end().plus(ARRIVES_WITHIN));
    return remaining.compareTo(AT_LEAST) > 0 ? remaining : AT_LEAST;
  }

  private void start(List<? extends Peer> together) {
    peers
        .startTogether(together)
        .forEach(failure -> System.err.println("did not start: " + failure));
  }

  private Receiver receiver(ReceiverKind kind) {
    return switch (kind) {
      case PROMETHEUS -> store(kind, Suite.OWN, prometheus(PrometheusOptions.own()));
      case NEWER_PROMETHEUS -> store(kind, Suite.NEWER, prometheus(PrometheusOptions.newer()));
      case VICTORIA_METRICS ->
          store(kind, Suite.OWN, victoria(PeerBinaries.find("victoria-metrics")));
      case NEWER_VICTORIA_METRICS ->
          store(kind, Suite.NEWER, victoria(PeerBinaries.findNewer("victoria-metrics")));
      case SINK -> sink(kind, sink, SinkReceiver.SHARED);
      case SINK_BY_TENANT -> sink(kind, sinkByTenant, "{tenant}");
    };
  }

  private PrometheusServer prometheus(PrometheusOptions options) {
    return PrometheusServer.server(
        options.withFeatures("native-histograms", "exemplar-storage"),
        peers.directory("store"),
        PrometheusConfig.central(OUT_OF_ORDER_WINDOW));
  }

  private VictoriaMetricsServer victoria(Path binary) {
    return VictoriaMetricsServer.server(binary, peers.directory("store"));
  }

  private Receiver store(ReceiverKind kind, Suite suite, StoreServer store) {
    return new StoreReceiver(kind, store, suite, gateway(store.writeUri().toString()));
  }

  private Receiver sink(ReceiverKind kind, RemoteWriteSink receiving, String first) {
    return new SinkReceiver(
        kind, receiving, gateway(receiving.address() + "/" + first + "/api/v1/write"));
  }

  private GatewayProcess gateway(String upstream) {
    return GatewayProcess.in(
        peers.directory("gateway"),
        GatewaySettings.of(upstream).withHeapMegabytes(GATEWAY_HEAP_MEGABYTES),
        Arrays.stream(SenderKind.values()).map(SenderKind::tenant).toList());
  }

  private List<RemoteWrite> writes(TenantEntry tenant) {
    return receivers.values().stream()
        .map(receiver -> receiver.gateway().target(tenant).with("name", receiver.kind().name()))
        .toList();
  }
}
