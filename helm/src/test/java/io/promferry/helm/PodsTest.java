package io.promferry.helm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PodsTest {
  /** What Pod Security's level "restricted" asks for, and a root that cannot be written. */
  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void areRestricted(String ci) {
    assertThat(pods(ci))
        .allSatisfy(pod -> {
          var security = pod.getSpec().getSecurityContext();
          assertThat(security.getRunAsNonRoot()).isTrue();
          assertThat(security.getRunAsUser()).isEqualTo(65532);
          assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
          assertThat(pod.getSpec().getContainers()).isNotEmpty().allSatisfy(PodsTest::isRestricted);
          assertThat(pod.getSpec().getVolumes())
              .allSatisfy(volume -> assertThat(volume.getHostPath()).isNull());
        });
  }

  private static void isRestricted(Container container) {
    var security = container.getSecurityContext();
    assertThat(security.getAllowPrivilegeEscalation()).isFalse();
    assertThat(security.getReadOnlyRootFilesystem()).isTrue();
    assertThat(security.getPrivileged()).isNull();
    assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    assertThat(security.getCapabilities().getAdd()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void mountWhatTheyHaveAndHaveWhatTheyMount(String ci) {
    assertThat(pods(ci))
        .allSatisfy(pod ->
            assertThat(pod.getSpec().getContainers().getFirst().getVolumeMounts())
                .extracting(mount -> mount.getName())
                .containsExactlyInAnyOrderElementsOf(
                    pod.getSpec().getVolumes().stream().map(v -> v.getName()).toList())
                .contains("tmp"));
  }

  /** A mount by subPath is never brought up to date. */
  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void mountWholeDirectories(String ci) {
    assertThat(pods(ci).stream().flatMap(pod -> pod.getSpec().getContainers().stream()))
        .flatExtracting(Container::getVolumeMounts)
        .allSatisfy(mount -> assertThat(mount.getSubPath()).isNull());
  }

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void areProbedOnPortsThatTheyHave(String ci) {
    assertThat(pods(ci).stream().map(pod -> pod.getSpec().getContainers().getFirst()))
        .allSatisfy(container ->
            assertThat(
                    Stream.of(
                            container.getStartupProbe(),
                            container.getReadinessProbe(),
                            container.getLivenessProbe())
                        .map(PodsTest::port))
                .hasSize(3)
                .isSubsetOf(container.getPorts().stream().map(port -> port.getName()).toList()));
  }

  private static String port(Probe probe) {
    return probe.getHttpGet().getPort().getStrVal();
  }

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void areGivenTheTimeThatTheGatewayTakesToDrain(String ci) {
    var chart = RenderedChart.of(ci);
    var server = chart.gatewayConfig().path("server");

    assertThat(gateway(chart).getSpec().getTerminationGracePeriodSeconds())
        .isGreaterThanOrEqualTo(
            seconds(server.path("drain-delay").asText())
                + seconds(server.path("grace-period").asText())
                + 5);
  }

  private static long seconds(String duration) {
    assertThat(duration).endsWith("s");
    return Long.parseLong(duration.substring(0, duration.length() - 1));
  }

  @Test
  void startAnewWhenGatewayYmlChangesAndNotForMore() {
    var checksum = checksum(RenderedChart.of("minimal"));

    assertThat(checksum(RenderedChart.of("minimal", helm -> helm.set("labels.team", "other"))))
        .isEqualTo(checksum);
    assertThat(checksum(RenderedChart.of("minimal", helm -> helm.set("config.log.format", "json"))))
        .isNotEqualTo(checksum);
  }

  private static String checksum(RenderedChart chart) {
    return requireNonNull(gateway(chart).getMetadata().getAnnotations().get("checksum/config"));
  }

  @Test
  void areSpreadOverNodesAndZones() {
    var constraints = gateway(RenderedChart.of("minimal")).getSpec().getTopologySpreadConstraints();

    assertThat(constraints)
        .extracting(constraint -> constraint.getTopologyKey())
        .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
    assertThat(constraints)
        .allSatisfy(constraint ->
            assertThat(gateway(RenderedChart.of("minimal")).getMetadata().getLabels())
                .containsAllEntriesOf(constraint.getLabelSelector().getMatchLabels()));
  }

  @Test
  void haveNoNumberOfTheirOwnWhereTheyAreScaled() {
    assertThat(
            RenderedChart.of("full")
                .one(Deployment.class, "promferry-gateway")
                .getSpec()
                .getReplicas())
        .isNull();
    assertThat(RenderedChart.of("full").has("HorizontalPodAutoscaler", "promferry-gateway"))
        .isTrue();
    assertThat(RenderedChart.of("minimal").has("HorizontalPodAutoscaler", "promferry-gateway"))
        .isFalse();
  }

  @Test
  void haveASecondInterfaceOnAnUnderlay() {
    var pod = gateway(RenderedChart.of("topology-a"));

    assertThat(pod.getMetadata().getAnnotations())
        .containsEntry("k8s.v1.cni.cncf.io/networks", "kube-system/metrics-l2")
        .containsEntry("metrics-l2.kube-system.kubernetes.io/ip_pool", "172.17.0.100,172.17.0.101");
  }

  private static PodTemplateSpec gateway(RenderedChart chart) {
    return chart.one(Deployment.class, "promferry-gateway").getSpec().getTemplate();
  }

  private static List<PodTemplateSpec> pods(String ci) {
    return RenderedChart.of(ci).all(Deployment.class).stream()
        .map(deployment -> deployment.getSpec().getTemplate())
        .toList();
  }
}
