package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.PlatformException;
import io.promferry.tenantpromconfig.model.PlatformFile;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code platform.yml}, read as the operator does. */
class PlatformTest {
  @ParameterizedTest
  @ValueSource(strings = {"minimal", "full", "cert-manager", "no-discovery", "tls-off"})
  void tellsTheOperatorWhatTheChartHasMade(String ci) throws PlatformException {
    var chart = RenderedChart.of(ci);
    var platform = PlatformFile.parse(chart.platformYml());
    var service = chart.one(Service.class, platform.gateway().service());

    assertThat(platform.gateway().clusterIp()).isEqualTo(service.getSpec().getClusterIP());
    assertThat(platform.gateway().port())
        .isEqualTo(service.getSpec().getPorts().getFirst().getPort());
    assertThat(platform.gateway().tls()).isEqualTo(chart.gatewayConfig().at("/server").has("tls"));
    assertThat(platform.namespaces().gateway()).isEqualTo(service.getMetadata().getNamespace());
    assertThat(platform.namespaces().tenants())
        .isEqualTo(chart.gatewayConfig().at("/tenants/kubernetes/namespace").asText());
    var subnet = chart.one(Subnet.class, platform.transit().subnet());
    assertThat(platform.transit().range()).isEqualTo(subnet.getSpec().cidrBlock());
    assertThat(platform.transit().topology()).isEqualTo(Platform.Topology.OVERLAY);
  }

  @Test
  void tellsWhatTenantsDialOnAnUnderlay() throws PlatformException {
    var platform = PlatformFile.parse(RenderedChart.of("topology-a").platformYml());

    assertThat(platform.gateway().clusterIp()).isEqualTo("172.17.0.99");
    assertThat(platform.gateway().port()).isEqualTo(9201);
    assertThat(platform.transit().topology()).isEqualTo(Platform.Topology.UNDERLAY);
  }

  @Test
  void namesTheGatewayAsItsCertificateDoes() throws PlatformException {
    var chart = RenderedChart.of("cert-manager");
    var platform = PlatformFile.parse(chart.platformYml());
    var certificate =
        StrictKinds.read(chart.foreign("Certificate"), ForeignKinds.Certificate.class).spec();

    assertThat(certificate.dnsNames()).contains(platform.gateway().serverName());
    assertThat(certificate.secretName()).isEqualTo("promferry-gateway-tls");
    assertThat(platform.gateway().ca()).contains("BEGIN CERTIFICATE");
  }

  @Test
  void hasTheLabelsOfGatewayYml() throws PlatformException {
    var platform = PlatformFile.parse(RenderedChart.of("full").platformYml());

    assertThat(platform.labels()).isEqualTo(new Platform.Labels("tenant_id", "vpc"));
    assertThat(platform.prometheus().imagePullSecrets()).containsExactly("registry");
    assertThat(platform.rotation().addressGrace()).isEqualTo("30m");
  }

  @Test
  void tellsTenantsOfThemselvesUnlessToldNotTo() {
    var key = "tenant-series";

    assertThat(RenderedChart.of("minimal").gatewayConfig().path(key).path("every").asText())
        .isEqualTo("30s");
    assertThat(RenderedChart.of("full").gatewayConfig().path(key).path("every").asText())
        .isEqualTo("1m");
    assertThat(RenderedChart.of("no-discovery").gatewayConfig().has(key)).isFalse();
  }

  @Test
  void leavesPeersToGatewayYml() {
    var chart = RenderedChart.of("minimal");
    var peers = chart.gatewayConfig().path("peers");
    var service = chart.one(Service.class, "promferry-gateway-peers");

    assertThat(peers.path("host").asText())
        .isEqualTo("promferry-gateway-peers." + RenderedChart.NAMESPACE + ".svc");
    assertThat(peers.path("port").asInt())
        .isEqualTo(service.getSpec().getPorts().getFirst().getPort());
    assertThat(service.getSpec().getClusterIP()).isEqualTo("None");
    assertThat(chart.all(ConfigMap.class)).hasSize(2);
  }
}
