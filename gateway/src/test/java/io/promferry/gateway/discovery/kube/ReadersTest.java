package io.promferry.gateway.discovery.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.promferry.gateway.discovery.Monitor;
import io.promferry.gateway.discovery.VpcFacts;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of objects, and that none can break the reading. */
class ReadersTest {
  private static GenericKubernetesResource object(String yaml) {
    return Serialization.unmarshal("---\n" + yaml, GenericKubernetesResource.class);
  }

  private static Monitor podMonitor(String endpoint) {
    return MonitorReader.podMonitor(
            object(
                "{metadata: {name: m, namespace: acme}, spec: {podMetricsEndpoints: [%s]}}"
                    .formatted(endpoint)))
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "basicAuth: {username: {name: s, key: u}}",
        "metricRelabelings: [{action: drop}]",
        "honorLabels: true",
        "proxyUrl: http://proxy",
        "tlsConfig: {insecureSkipVerify: true}",
        "enableHttp2: false",
        "someNewField: x",
        "params: {a: [x, y]}"
      })
  void notesWhatAnEndpointNeedsMore(String field) {
    assertThat(podMonitor("{port: metrics, " + field + "}").endpoints().getFirst().needs())
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "honorLabels: false",
        "honorTimestamps: true",
        "followRedirects: true",
        "metricRelabelings: []",
        "tlsConfig: {}",
        "bearerTokenSecret: {key: \"\"}",
        "filterRunning: false",
        "params: {a: [x]}",
        "scheme: HTTP"
      })
  void needsNothingForWhatIsUsual(String field) {
    assertThat(podMonitor("{port: metrics, " + field + "}").endpoints().getFirst().needs())
        .isEmpty();
  }

  @Test
  void keepsOnlyTheNameOfAMonitorThatIsTooLarge() {
    var monitor = podMonitor("{port: metrics, path: /" + "x".repeat(70_000) + "}");

    assertThat(monitor.endpoints()).isEmpty();
    assertThat(monitor.needs()).singleElement().asString().contains("characters");
  }

  @Test
  void forgetsAPodThatIsBeingDeleted() {
    assertThat(
            PodReader.read(
                object(
                    """
                    metadata: {name: p, namespace: acme, deletionTimestamp: "2026-01-02T03:04:05Z"}
                    status: {phase: Running, podIP: 10.0.1.3}
                    """)))
        .isEmpty();
  }

  @Test
  void keepsLittleOfLargeAnnotations() {
    var pod =
        PodReader.read(
                object(
                    """
                    metadata:
                      name: p
                      namespace: acme
                      annotations: {large: %s, small: x, "kubernetes.io/config.source": api}
                    status: {phase: Running}
                    """
                        .formatted("y".repeat(300))))
            .orElseThrow();

    assertThat(pod.annotations()).containsOnlyKeys("small");
  }

  @Test
  void readsPortsOfAServiceThatLeadToTheSameNumber() {
    var service =
        ServiceReader.read(
                object(
                    "{metadata: {name: s, namespace: acme}, spec: {ports: [{port: 80}, {port: 81, targetPort: web}]}}"))
            .orElseThrow();

    assertThat(service.ports()).extracting(port -> port.target()).containsExactly("80", "web");
  }

  @Test
  void knowsTheDefaultVpcByItsNameAndItsStatus() {
    assertThat(
            List.of("{metadata: {name: ovn-cluster}}", "{metadata: {name: x}, status: {default: true}}"))
        .allMatch(yaml -> PlatformReader.vpc(object(yaml)).map(VpcFacts::isDefault).orElse(false));
  }

  @Test
  void takesNoSubnetThatOvnDoesNotManage() {
    assertThat(
            PlatformReader.subnet(
                object("{metadata: {name: l2}, spec: {provider: l2.kube-system, cidrBlock: 10.0.1.0/24}}")))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{metadata: {name: a, namespace: b}}",
        "{metadata: {name: a, namespace: b}, spec: 7, status: [x]}",
        "{metadata: {name: a, namespace: b}, spec: {ports: {a: b}, containers: [7, {ports: [null]}], cidrBlock: [1], vpc: {}}, status: {phase: Running, podIPs: [null, 7]}}",
        "{metadata: {name: a, namespace: b}, spec: {endpoints: [{params: [x], relabelings: [{sourceLabels: [null, 7]}]}], selector: {matchExpressions: [7]}}}"
      })
  void readsAnything(String yaml) {
    var object = object(yaml);

    assertThat(PodReader.read(object)).isNotNull();
    assertThat(ServiceReader.read(object)).isPresent();
    assertThat(PlatformReader.subnet(object)).isPresent();
    assertThat(PlatformReader.vpc(object)).isPresent();
    assertThat(MonitorReader.serviceMonitor(object)).isPresent();
  }
}
