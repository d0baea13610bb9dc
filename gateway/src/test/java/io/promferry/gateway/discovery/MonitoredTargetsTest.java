package io.promferry.gateway.discovery;

import static io.promferry.gateway.discovery.TestCluster.ACME;
import static io.promferry.gateway.discovery.TestCluster.endpoint;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.discovery.Monitor.Endpoint;
import io.promferry.gateway.discovery.Monitor.Kind;
import io.promferry.gateway.discovery.Monitor.NamespaceChoice;
import io.promferry.gateway.discovery.Monitor.Relabeling;
import io.promferry.gateway.discovery.TestCluster.TestPod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What PodMonitors and ServiceMonitors make targets of, and how. */
class MonitoredTargetsTest {
  private static final ContainerPort WEB = new ContainerPort("app", "web", 8080, "TCP");
  private static final ContainerPort METRICS = new ContainerPort("app", "metrics", 9100, "TCP");

  private final TestCluster cluster = new TestCluster();

  @BeforeEach
  void aPod() {
    cluster.add(TestPod.at("10.0.1.3").with(WEB, METRICS));
  }

  private static Endpoint timed(String interval, String timeout) {
    return new Endpoint(
        "metrics",
        "",
        "/probe",
        "http",
        Map.of("module", "tcp"),
        interval,
        timeout,
        List.of(),
        List.of());
  }

  private void serviceMonitor(NamespaceChoice namespaces, Endpoint... endpoints) {
    cluster.monitor(
        new Monitor(
            Kind.SERVICE,
            "acme",
            "shop",
            "app",
            List.of("team"),
            List.of("app"),
            new LabelSelector(Map.of("team", "blue"), List.of()),
            namespaces,
            List.of(endpoints),
            List.of()));
  }

  @Test
  void areScrapedAsAPodMonitorSays() {
    cluster.podMonitor("acme", "web", timed("15s", "5s"));

    var targets = cluster.targets(ACME);

    assertThat(targets).singleElement().extracting(Target::address).isEqualTo("10.0.1.3:9100");
    assertThat(targets.getFirst().labels())
        .containsEntry("job", "acme/web")
        .containsEntry("endpoint", "metrics")
        .containsEntry("app", "web")
        .containsEntry("__metrics_path__", "/probe")
        .containsEntry("__param_module", "tcp")
        .containsEntry("__scrape_interval__", "15s")
        .containsEntry("__scrape_timeout__", "5s")
        .containsEntry("__meta_promferry_monitor", "acme/web");
  }

  @Test
  void haveATimeoutThatFitsIntoAShortInterval() {
    cluster.podMonitor("acme", "web", timed("5s", ""));

    assertThat(cluster.targets(ACME).getFirst().labels()).containsEntry("__scrape_timeout__", "5s");
  }

  @Test
  void areReportedWhereAnIntervalIsNone() {
    cluster.podMonitor("acme", "web", timed("fast", ""));

    assertThat(cluster.targets(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).singleElement().asString().contains("__scrape_interval__");
  }

  @Test
  void areDroppedByItsRules() {
    cluster.podMonitor(
        "acme",
        "web",
        endpoint(
            "metrics",
            new Relabeling(
                List.of("__meta_kubernetes_pod_label_app"), null, "other", 0, null, null, "Keep")));

    assertThat(cluster.targets(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).isEmpty();
  }

  @Test
  void areRelabelledByItsRules() {
    cluster.podMonitor(
        "acme",
        "web",
        endpoint(
            "metrics",
            new Relabeling(
                List.of("__meta_kubernetes_pod_node_name"), null, null, 0, "node", null, null)));

    assertThat(cluster.targets(ACME).getFirst().labels()).containsEntry("node", "node-1");
  }

  @Test
  void mayBeTwoForOnePort() {
    cluster.podMonitor("acme", "one", endpoint("metrics"));
    cluster.podMonitor("acme", "two", timed("15s", "5s"));

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.3:9100", "10.0.1.3:9100");
  }

  @Test
  void arePodsBehindTheServicesThatAServiceMonitorSelects() {
    cluster.service("acme", "web", Map.of(), Map.of("app", "web"));
    serviceMonitor(NamespaceChoice.OWN, endpoint("web"));

    var target = cluster.targets(ACME).getFirst();

    assertThat(target.address()).isEqualTo("10.0.1.3:8080");
    assertThat(target.labels())
        .containsEntry("job", "web")
        .containsEntry("service", "web")
        .containsEntry("team", "blue")
        .containsEntry("app", "web")
        .containsEntry("endpoint", "web")
        .containsEntry("__meta_kubernetes_endpointslice_port_name", "web")
        .containsEntry("__meta_kubernetes_endpoint_address_target_name", "web-0");
  }

  @Test
  void areContainersPortsWhereAServiceMonitorNamesATargetPort() {
    cluster.service("acme", "web", Map.of(), Map.of("app", "web"));
    serviceMonitor(
        NamespaceChoice.OWN,
        new Endpoint("", "9100", "", "", Map.of(), "", "", List.of(), List.of()));

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.3:9100");
  }

  @Test
  void areFoundInAllNamespacesOfTheTenantAndNoOther() {
    cluster.add(TestPod.at("10.0.1.4").in("acme-b").with(WEB));
    cluster.service("acme-b", "web", Map.of(), Map.of("app", "web"));
    cluster.service("beta", "web", Map.of(), Map.of("app", "web"));
    cluster.add(
        TestPod.at("10.0.1.5").in("beta").claiming("vpc-beta", "beta-net", "10.0.1.5").with(WEB));
    serviceMonitor(new NamespaceChoice(true, List.of()), endpoint("web"));

    assertThat(cluster.addresses(ACME)).contains("10.0.1.4:8080").doesNotContain("10.0.1.5:8080");
  }
}
