package io.promferry.helm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.PlatformException;
import io.promferry.tenantpromconfig.model.PlatformFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever the operators' listener asks for, everybody who asks it is told. */
class AdminAccessTest {
  private static final String NAME = "promferry-gateway-peers." + RenderedChart.NAMESPACE + ".svc";

  @Test
  void asksForNothingUnlessTold() throws PlatformException {
    var chart = RenderedChart.of("minimal");

    assertThat(chart.gatewayConfig().path("admin").properties()).hasSize(1);
    assertThat(chart.gatewayConfig().path("peers").has("authorization")).isFalse();
    assertThat(PlatformFile.parse(chart.platformYml()).gateway().admin())
        .isEqualTo(Platform.AdminAccess.OPEN);
    assertThat(probes(chart)).containsOnly("HTTP");
  }

  @Test
  void tellsPeersWhatTheListenerAsksFor() {
    var config = RenderedChart.of("full").gatewayConfig();

    assertThat(config.at("/admin/authorization"))
        .extracting(Object::toString)
        .containsExactly(
            "{\"bearer-token-file\":\"/etc/promferry/admin/new-token\"}",
            "{\"bearer-token-file\":\"/etc/promferry/admin/old-token\"}",
            "{\"basic\":{\"password-file\":\"/etc/promferry/admin/password\",\"username\":\"ops\"}}");
    assertThat(config.at("/peers/authorization")).isEqualTo(config.at("/admin/authorization/0"));
    assertThat(config.at("/admin/tls/certificate").asText())
        .isEqualTo("/etc/promferry/admin-tls/tls.crt");
    assertThat(config.at("/peers/tls/server-name").asText()).isEqualTo(NAME);
    assertThat(config.at("/peers/tls/ca").asText()).isEqualTo("/etc/promferry/admin-tls/ca.crt");
  }

  @Test
  void tellsTheOperatorAndHandsItNoMoreThanItNeeds() throws PlatformException {
    var chart = RenderedChart.of("full");
    var pod = chart.one(Deployment.class, "promferry-operator").getSpec().getTemplate().getSpec();

    assertThat(PlatformFile.parse(chart.platformYml()).gateway().admin())
        .isEqualTo(
            new Platform.AdminAccess(
                true,
                "/etc/promferry/admin-ca/ca.crt",
                NAME,
                "/etc/promferry/admin/token",
                new Platform.Basic(null, null)));
    assertThat(pod.getVolumes().stream().flatMap(AdminAccessTest::items))
        .containsExactly(
            new KeyToPath("new-token", null, "token"), new KeyToPath("ca.crt", null, "ca.crt"));
  }

  private static Stream<KeyToPath> items(Volume volume) {
    return volume.getSecret() == null ? Stream.empty() : volume.getSecret().getItems().stream();
  }

  @Test
  void tellsTheServiceMonitorOfTheGatewayAlone() {
    var endpoint = endpoint("full", "promferry-gateway");

    assertThat(endpoint.scheme()).isEqualTo("https");
    assertThat(requireNonNull(endpoint.tlsConfig()).serverName()).isEqualTo(NAME);
    assertThat(requireNonNull(endpoint.tlsConfig()).ca().secret().getName())
        .isEqualTo("promferry-admin-tls");
    assertThat(requireNonNull(endpoint.authorization()).credentials().getKey())
        .isEqualTo("new-token");
    assertThat(endpoint("full", "promferry-operator").authorization()).isNull();
    assertThat(endpoint("full", "promferry-operator").scheme()).isNull();
  }

  @Test
  void asksForATokenWithoutTls() {
    var endpoint = endpoint("admin-access", "promferry-gateway");

    assertThat(requireNonNull(endpoint.authorization()).credentials().getName())
        .isEqualTo("promferry-admin");
    assertThat(requireNonNull(endpoint.authorization()).credentials().getKey()).isEqualTo("token");
    assertThat(endpoint.scheme()).isNull();
    assertThat(probes(RenderedChart.of("admin-access"))).containsOnly("HTTP");
    assertThat(probes(RenderedChart.of("full"))).containsOnly("HTTPS");
  }

  private static ForeignKinds.Endpoint endpoint(String ci, String name) {
    return RenderedChart.of(ci).objects().stream()
        .filter(object -> object.path("kind").asText().equals("ServiceMonitor"))
        .filter(object -> object.at("/metadata/name").asText().equals(name))
        .map(object -> StrictKinds.read(object, ForeignKinds.ServiceMonitor.class))
        .findFirst()
        .orElseThrow()
        .spec()
        .endpoints()
        .getFirst();
  }

  private static Stream<String> probes(RenderedChart chart) {
    var pod = chart.one(Deployment.class, "promferry-gateway").getSpec().getTemplate().getSpec();
    var gateway = pod.getContainers().getFirst();
    return Stream.of(
            gateway.getStartupProbe(), gateway.getReadinessProbe(), gateway.getLivenessProbe())
        .map(AdminAccessTest::scheme);
  }

  private static String scheme(Probe probe) {
    return probe.getHttpGet().getScheme();
  }
}
