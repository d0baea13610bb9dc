package io.promferry.loadtests;

import io.promferry.loadtests.peer.CentralStore;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.Haproxy;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.peer.PrometheusAgent;
import io.promferry.loadtests.peer.PrometheusConfig;
import io.promferry.loadtests.peer.PrometheusOptions;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.peer.VictoriaMetricsServer;
import io.promferry.loadtests.peer.Vmagent;
import java.io.IOException;
import java.time.Duration;
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

  private @Nullable LabPeers peers;

  @Override
  public void beforeEach(ExtensionContext test) throws IOException {
    var name =
        test.getRequiredTestMethod().getName()
            + '-'
            + test.getUniqueId().replaceAll(".*#(\\d+)]$", "$1");
    peers =
        LabPeers.named(test.getRequiredTestClass().getSimpleName(), name.replaceAll("-\\[.*", ""));
  }

  @Override
  public void afterEach(ExtensionContext test) {
    peers().close();
    if (test.getExecutionException().isPresent()) {
      peers().showLogs();
    }
  }

  GatewayProcess gateway(CentralStore store, TenantEntry... tenants) {
    return gateway(GatewaySettings.of(store.writeUri()), tenants);
  }

  GatewayProcess gateway(GatewaySettings settings, TenantEntry... tenants) {
    return peers()
        .started(GatewayProcess.in(peers().directory("gateway"), settings, List.of(tenants)));
  }

  Haproxy haproxyBefore(GatewayProcess gateway) {
    return peers()
        .started(
            Haproxy.before(gateway, PeerBinaries.find("haproxy"), peers().directory("haproxy")));
  }

  PrometheusServer centralPrometheus() {
    return centralPrometheus(OUT_OF_ORDER_WINDOW);
  }

  PrometheusServer centralPrometheus(Duration outOfOrderWindow) {
    return prometheus(
        PrometheusOptions.own(), "central", PrometheusConfig.central(outOfOrderWindow));
  }

  /** A central Prometheus from a newer Debian suite. */
  PrometheusServer newerCentralPrometheus(String... features) {
    return prometheus(
        PrometheusOptions.newer().withFeatures(features),
        "central",
        PrometheusConfig.central(OUT_OF_ORDER_WINDOW));
  }

  VictoriaMetricsServer centralVictoriaMetrics() {
    return peers()
        .started(
            VictoriaMetricsServer.server(
                PeerBinaries.find("victoria-metrics"), peers().directory("central")));
  }

  PrometheusServer tenant(TenantEntry tenant, PrometheusConfig config) {
    return prometheus(PrometheusOptions.own(), tenant.name(), config);
  }

  /** A tenant's Prometheus from a newer Debian suite. */
  PrometheusServer newerTenant(TenantEntry tenant, PrometheusConfig config, String... features) {
    return prometheus(PrometheusOptions.newer().withFeatures(features), tenant.name(), config);
  }

  /** A tenant's Prometheus in agent mode, from a newer Debian suite. */
  PrometheusAgent newerAgent(TenantEntry tenant, PrometheusConfig config) {
    return peers()
        .started(
            PrometheusAgent.agent(
                PrometheusOptions.newer(), peers().directory(tenant.name()), config));
  }

  Vmagent vmagent(RemoteWrite target) {
    return peers()
        .started(
            Vmagent.sender(
                PeerBinaries.find("vmagent"), peers().directory("vmagent"), List.of(target)));
  }

  private PrometheusServer prometheus(
      PrometheusOptions options, String name, PrometheusConfig config) {
    return peers().started(PrometheusServer.server(options, peers().directory(name), config));
  }

  private LabPeers peers() {
    if (peers == null) {
      throw new IllegalStateException("no test is running");
    }
    return peers;
  }
}
