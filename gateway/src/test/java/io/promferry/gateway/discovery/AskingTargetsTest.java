package io.promferry.gateway.discovery;

import static io.promferry.gateway.discovery.TestCluster.ACME;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.discovery.TestCluster.TestPod;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What asks to be scraped by annotations and names of ports, and under which labels. */
class AskingTargetsTest {
  private static final ContainerPort WEB = new ContainerPort("app", "web", 8080, "TCP");
  private static final ContainerPort DNS = new ContainerPort("app", "dns", 53, "UDP");
  private static final ContainerPort METRICS =
      new ContainerPort("side", "http-metrics", 9100, "TCP");

  private final TestCluster cluster = new TestCluster();

  @Test
  void isThePortOfAPodThatItsAnnotationsName() {
    cluster.add(
        TestPod.at("10.0.1.3")
            .with(WEB, DNS)
            .annotated(
                "prometheus.io/scrape", "true",
                "prometheus.io/port", "9400",
                "prometheus.io/path", "/stats",
                "prometheus.io/scheme", "https"));

    var target = cluster.targets(ACME).getFirst();

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.3:9400");
    assertThat(target.labels())
        .containsEntry("__metrics_path__", "/stats")
        .containsEntry("__scheme__", "https")
        .containsEntry("__meta_promferry_source", "pod-annotation");
  }

  @Test
  void isEveryTcpPortOfAPodThatNamesNone() {
    cluster.add(
        TestPod.at("10.0.1.3").with(WEB, DNS, METRICS).annotated("prometheus.io/scrape", "true"));

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.3:8080", "10.0.1.3:9100");
  }

  @Test
  void isNoPodWithoutPortsAndIsReported() {
    cluster.add(TestPod.at("10.0.1.3").with().annotated("prometheus.io/scrape", "true"));

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).singleElement().asString().contains("asks to be scraped");
  }

  @Test
  void isAPortByItsName() {
    cluster.add(TestPod.at("10.0.1.3").with(WEB, METRICS));

    var target = cluster.targets(ACME).getFirst();

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.3:9100");
    assertThat(target.labels())
        .containsEntry("job", "web")
        .containsEntry("namespace", "acme")
        .containsEntry("pod", "web-0")
        .containsEntry("container", "side");
  }

  @Test
  void isNoPortOfAPodThatForbidsIt() {
    cluster.add(TestPod.at("10.0.1.3").with(METRICS).annotated("prometheus.io/scrape", "false"));

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).isEmpty();
  }

  @Test
  void isThePodBehindAServiceThatAsks() {
    cluster.add(TestPod.at("10.0.1.3").with(WEB));
    cluster.service("acme", "shop", Map.of("prometheus.io/scrape", "true"), Map.of("app", "web"));

    var target = cluster.targets(ACME).getFirst();

    assertThat(target.address()).isEqualTo("10.0.1.3:8080");
    assertThat(target.labels())
        .containsEntry("job", "shop")
        .containsEntry("service", "shop")
        .containsEntry("__meta_kubernetes_service_name", "shop")
        .containsEntry("__meta_kubernetes_service_label_team", "blue")
        .containsEntry("__meta_kubernetes_endpoint_port_name", "web");
  }

  @Test
  void isNamedAfterItsControllerWhereNoLabelSaysMore() {
    cluster.add(TestPod.at("10.0.1.3").labelled());

    assertThat(cluster.targets(ACME).getFirst().labels()).containsEntry("job", "web");
  }

  @Test
  void hasTheLabelsOfPrometheusOwnDiscovery() {
    cluster.add(
        TestPod.at("10.0.1.3")
            .labelled("app.kubernetes.io/name", "shop")
            .annotated("acme.example/on-call", "blue"));

    assertThat(cluster.targets(ACME).getFirst().labels())
        .containsEntry("__meta_kubernetes_namespace", "acme")
        .containsEntry("__meta_kubernetes_pod_name", "web-0")
        .containsEntry("__meta_kubernetes_pod_ip", "10.0.1.3")
        .containsEntry("__meta_kubernetes_pod_uid", "uid-web-0")
        .containsEntry("__meta_kubernetes_pod_phase", "Running")
        .containsEntry("__meta_kubernetes_pod_ready", "true")
        .containsEntry("__meta_kubernetes_pod_node_name", "node-1")
        .containsEntry("__meta_kubernetes_pod_controller_kind", "ReplicaSet")
        .containsEntry("__meta_kubernetes_pod_controller_name", "web-5d4f8c7b9d")
        .containsEntry("__meta_kubernetes_pod_label_app_kubernetes_io_name", "shop")
        .containsEntry("__meta_kubernetes_pod_labelpresent_app_kubernetes_io_name", "true")
        .containsEntry("__meta_kubernetes_pod_annotation_acme_example_on_call", "blue")
        .containsEntry("__meta_kubernetes_pod_annotationpresent_acme_example_on_call", "true")
        .containsEntry("__meta_kubernetes_pod_container_name", "app")
        .containsEntry("__meta_kubernetes_pod_container_port_name", "metrics")
        .containsEntry("__meta_kubernetes_pod_container_port_number", "8080")
        .containsEntry("__meta_kubernetes_pod_container_port_protocol", "TCP")
        .doesNotContainKeys("__meta_kubernetes_pod_host_ip", "__address__");
  }
}
