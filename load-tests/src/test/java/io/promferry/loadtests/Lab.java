package io.promferry.loadtests;

import io.promferry.loadtests.peer.CentralStore;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.Peer;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.peer.PrometheusConfig;
import io.promferry.loadtests.peer.PrometheusOptions;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.peer.VictoriaMetricsServer;
import io.promferry.loadtests.peer.Vmagent;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Starts the peers of one test, ends them after it, and shows the ends of their logs when it
 * failed.
 */
final class Lab implements BeforeEachCallback, AfterEachCallback {
  /**
   * At least as long as any tenant's backlog; also what lets a resent batch pass after a lost
   * answer.
   */
  static final Duration OUT_OF_ORDER_WINDOW = Duration.ofHours(24);

  private static final int SHOWN_LOG_LINES = 40;

  private final Deque<Peer> peers = new ArrayDeque<>();
  private @Nullable Path directory;

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    var name =
        test.getRequiredTestMethod().getName()
            + '-'
            + test.getUniqueId().replaceAll(".*#(\\d+)]$", "$1");
    directory =
        Path.of(
                "target",
                "lab",
                test.getRequiredTestClass().getSimpleName(),
                name.replaceAll("-\\[.*", ""))
            .toAbsolutePath();
    deleteRecursively(directory);
  }

  @Override
  public void afterEach(ExtensionContext test) throws IOException {
    peers.forEach(Peer::close);
    if (test.getExecutionException().isPresent()) {
      peers.descendingIterator().forEachRemaining(Lab::showLog);
    }
    peers.clear();
  }

  GatewayProcess gateway(CentralStore store, TenantEntry... tenants) {
    return started(
        GatewayProcess.in(
            directory("gateway"), GatewaySettings.of(store.writeUri()), List.of(tenants)));
  }

  PrometheusServer centralPrometheus() {
    return centralPrometheus(OUT_OF_ORDER_WINDOW);
  }

  PrometheusServer centralPrometheus(Duration outOfOrderWindow) {
    return prometheus(
        PrometheusOptions.own(), "central", PrometheusConfig.central(outOfOrderWindow));
  }

  /** A central Prometheus from a newer Debian suite. */
  PrometheusServer newerCentralPrometheus() {
    return prometheus(
        PrometheusOptions.newer(), "central", PrometheusConfig.central(OUT_OF_ORDER_WINDOW));
  }

  VictoriaMetricsServer centralVictoriaMetrics() {
    return started(
        VictoriaMetricsServer.server(PeerBinaries.find("victoria-metrics"), directory("central")));
  }

  PrometheusServer tenant(TenantEntry tenant, PrometheusConfig config) {
    return prometheus(PrometheusOptions.own(), tenant.name(), config);
  }

  Vmagent vmagent(RemoteWrite target) {
    return started(
        Vmagent.sender(PeerBinaries.find("vmagent"), directory("vmagent"), List.of(target)));
  }

  private PrometheusServer prometheus(
      PrometheusOptions options, String name, PrometheusConfig config) {
    return started(PrometheusServer.server(options, directory(name), config));
  }

  private <P extends Peer> P started(P peer) {
    peers.push(peer);
    peer.start();
    return peer;
  }

  /** A directory of its own for every peer, however many have the same name. */
  private Path directory(String name) {
    if (directory == null) {
      throw new IllegalStateException("no test is running");
    }
    return directory.resolve(name + '-' + peers.size());
  }

  private static void showLog(Peer peer) {
    var lines = peer.log().lines().toList();
    System.err.println("==== " + peer.logFile() + ", the last of " + lines.size() + " lines:");
    lines
        .subList(Math.max(0, lines.size() - SHOWN_LOG_LINES), lines.size())
        .forEach(System.err::println);
  }

  private static void deleteRecursively(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure)
              throws IOException {
            Files.delete(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
