package io.promferry.tenantpromconfig.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformFileTest {
  private static final String LEAST = "gateway: {cluster-ip: 10.96.0.50}\n";

  @Test
  void hasADefaultForEverythingButTheGatewaysAddress() throws PlatformException {
    assertThat(PlatformFile.parse(LEAST))
        .isEqualTo(
            new Platform(
                new Platform.GatewayAccess(
                    "10.96.0.50",
                    8443,
                    true,
                    "promferry-gateway.promferry.svc",
                    null,
                    "promferry-gateway",
                    9202,
                    Platform.AdminAccess.OPEN),
                new Platform.Namespaces("promferry", "promferry-tenants", "promferry-egress"),
                new Platform.Transit(
                    "promferry-transit", "10.200.0.0/18", Platform.Topology.OVERLAY),
                new Platform.PrometheusDefaults("prom/prometheus:v3.5.0", "3.5.0", List.of()),
                new Platform.Labels("tenant", "vpc"),
                new Platform.Rotation("10m"),
                new Platform.Networks("10.96.0.0/12"),
                new Platform.DualHomed(
                    "promferry-egress/promferry-uplink", "ovn-default", "10.16.0.1")));
  }

  @Test
  void saysEveryUnknownKeyWithItsPath() {
    assertThat(problems("gatway: {}\ngateway: {prt: 1}\nnamespaces: []\n"))
        .satisfiesExactlyInAnyOrder(
            one -> assertThat(one).startsWith("gatway: is unknown"),
            one -> assertThat(one).startsWith("gateway.prt: is unknown"),
            one -> assertThat(one).startsWith("namespaces: must be a map"),
            one -> assertThat(one).startsWith("gateway.cluster-ip: is required"));
  }

  @Test
  void saysEveryWrongValueWithItsPath() {
    assertThat(
            problems(
                """
                gateway: {cluster-ip: gateway, port: 0, ca: none}
                namespaces: {tenants: "Promferry Tenants"}
                transit: {range: 10.200.0.0/33}
                prometheus: {version: latest}
                labels: {vpc: "a-b"}
                rotation: {address-grace: soon}
                """))
        .extracting(problem -> problem.substring(0, problem.indexOf(':')))
        .containsExactly(
            "gateway.cluster-ip",
            "gateway.port",
            "gateway.ca",
            "namespaces.tenants",
            "transit.range",
            "prometheus.version",
            "labels.vpc",
            "rotation.address-grace");
  }

  @Test
  void saysWhatIsNoValueOfItsKind() {
    assertThat(problems(LEAST + "transit: {topology: ring}"))
        .singleElement()
        .asString()
        .startsWith("transit.topology: ");
    assertThat(problems("gateway: [")).hasSize(1);
    assertThat(problems("")).hasSize(1);
  }

  @Test
  void takesTheCertificateFromAFileBesideIt(@TempDir Path folder)
      throws IOException, PlatformException {
    var golden = PlatformFile.read(Path.of("src/test/resources/golden/platform.yaml"));
    var ca = Objects.requireNonNull(golden.gateway().ca());
    Files.writeString(folder.resolve("ca.crt"), ca);
    var file = folder.resolve("platform.yml");
    Files.writeString(file, "gateway: {cluster-ip: 10.96.0.50, ca-file: ca.crt}");
    assertThat(PlatformFile.read(file).gateway().ca()).isEqualTo(ca);
  }

  @Test
  void findsTheFilesOfTheOperatorsListenerBesideIt(@TempDir Path folder)
      throws IOException, PlatformException {
    var file = folder.resolve("platform.yml");
    Files.writeString(
        file,
        """
        gateway:
          cluster-ip: 10.96.0.50
          admin:
            tls: true
            ca-file: admin/ca.crt
            server-name: promferry-gateway.promferry.svc
            basic: {username: operator, password-file: /etc/password}
        """);

    assertThat(PlatformFile.read(file).gateway().admin())
        .isEqualTo(
            new Platform.AdminAccess(
                true,
                folder.resolve("admin/ca.crt").toString(),
                "promferry-gateway.promferry.svc",
                null,
                new Platform.Basic("operator", "/etc/password")));
  }

  @Test
  void saysWhatIsWrongOfTheOperatorsListener() {
    var admin = "gateway: {cluster-ip: 10.96.0.50, admin: {%s}}";

    assertThat(problems(admin.formatted("ca-file: a"))).singleElement().asString().contains("tls");
    assertThat(
            problems(admin.formatted("tls: true, server-name: 'a b', basic: {password-file: a}")))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("gateway.admin.server-name: must be a host name"),
            one -> assertThat(one).startsWith("gateway.admin.basic: must have username and"));
    assertThat(
            problems(
                admin.formatted(
                    "bearer-token-file: a, basic: {username: 'a:b', password-file: a}")))
        .satisfiesExactly(
            one -> assertThat(one).startsWith("gateway.admin.basic.username: must be without"),
            one -> assertThat(one).startsWith("gateway.admin.basic: cannot stand beside"));
    assertThat(problems(admin.formatted("token: a")))
        .singleElement()
        .asString()
        .startsWith("gateway.admin.token: is unknown");
  }

  private static List<String> problems(String text) {
    var found = new ArrayList<String>();
    assertThatThrownBy(() -> PlatformFile.parse(text))
        .isInstanceOfSatisfying(
            PlatformException.class, failure -> found.addAll(failure.problems()));
    return found;
  }
}
