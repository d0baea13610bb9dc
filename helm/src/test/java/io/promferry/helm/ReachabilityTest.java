package io.promferry.helm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReachabilityTest {
  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void everyServiceLeadsToAPortOfPodsThatItSelects(String ci) {
    var chart = RenderedChart.of(ci);

    assertThat(chart.all(Service.class))
        .isNotEmpty()
        .allSatisfy(service -> {
          var target = service.getSpec().getPorts().getFirst().getTargetPort().getStrVal();
          assertThat(portsOf(chart, service.getSpec().getSelector())).contains(target);
        });
  }

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void everyDeploymentSelectsItsOwnPods(String ci) {
    assertThat(RenderedChart.of(ci).all(Deployment.class))
        .allSatisfy(deployment ->
            assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels())
                .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels()));
  }

  @Test
  void everyMonitorFindsOneServiceAndItsPort() {
    var chart = RenderedChart.of("full");

    assertThat(
            chart.objects().stream()
                .filter(object -> object.path("kind").asText().equals("ServiceMonitor"))
                .map(monitor -> StrictKinds.read(monitor, ForeignKinds.ServiceMonitor.class)))
        .hasSize(2)
        .allSatisfy(monitor ->
            assertThat(servicesWith(chart, monitor.spec().selector().getMatchLabels()))
                .singleElement()
                .satisfies(service ->
                    assertThat(service.getSpec().getPorts().getFirst().getName())
                        .isEqualTo(monitor.spec().endpoints().getFirst().port())));
  }

  private static List<Service> servicesWith(RenderedChart chart, Map<String, String> labels) {
    return chart.all(Service.class).stream()
        .filter(
            service -> service.getMetadata().getLabels().entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  @Test
  void theOperatorsPortIsOpenToReplicasOperatorAndMonitoringOnly() {
    var policy = RenderedChart.of("minimal").one(NetworkPolicy.class, "promferry-gateway");
    var admin = ruleFor(policy, "admin");

    assertThat(policy.getSpec().getIngress()).hasSize(2);
    assertThat(admin.getFrom()).hasSize(3);
    assertThat(admin.getFrom().get(0).getPodSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/name", "promferry-gateway");
    assertThat(admin.getFrom().get(1).getPodSelector().getMatchLabels())
        .containsEntry("app.kubernetes.io/name", "promferry-operator");
    assertThat(admin.getFrom().get(2).getNamespaceSelector().getMatchLabels())
        .containsOnly(Map.entry("kubernetes.io/metadata.name", "monitoring"));
    assertThat(ruleFor(policy, "write").getFrom()).as("anybody with a credential").isEmpty();
  }

  @Test
  void writersAndTheWaysOutCanBeNarrowed() {
    var policy = RenderedChart.of("full").one(NetworkPolicy.class, "promferry-gateway");

    assertThat(ruleFor(policy, "write").getFrom().getFirst().getIpBlock().getCidr())
        .isEqualTo("10.201.0.0/20");
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getEgress()).hasSize(4);
  }

  private static NetworkPolicyIngressRule ruleFor(NetworkPolicy policy, String port) {
    return policy.getSpec().getIngress().stream()
        .filter(rule -> rule.getPorts().getFirst().getPort().getStrVal().equals(port))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void theTransitSubnetLetsNothingThroughButWhatLeadsToTheGateway(String ci) {
    var chart = RenderedChart.of(ci);
    var service = chart.one(Service.class, "promferry-gateway").getSpec();

    assertThat(chart.all(Subnet.class))
        .allSatisfy(subnet -> {
          var range = subnet.getSpec().cidrBlock();
          var acls = requireNonNull(subnet.getSpec().acls());
          assertThat(acls)
              .extracting(acl -> acl.action() + " " + acl.match())
              .containsExactly(
                  "allow-related ip4.src == %s && icmp4 && ip4.dst == %s"
                      .formatted(range, subnet.getSpec().gateway()),
                  "allow-related ip4.src == %s && ip4.dst == %s && tcp.dst == %d"
                      .formatted(
                          range, service.getClusterIP(), service.getPorts().getFirst().getPort()),
                  "allow-related ip4.src == %s && ct.est".formatted(range),
                  "drop ip4.src == " + range,
                  "drop ip4.src != %s && ip4.dst != %s".formatted(range, range),
                  "drop ip6",
                  "drop ip4.dst == %s && ip4.dst != %s"
                      .formatted(range, subnet.getSpec().gateway()));
          assertThat(acls)
              .extracting(Subnet.Acl::priority)
              .isSortedAccordingTo(Comparator.reverseOrder());
        });
  }

  /** Kube-OVN looks for the attachment by what it reads in the provider. */
  @Test
  void theTransitSubnetsProviderNamesItsAttachment() {
    var chart = RenderedChart.of("minimal");
    var provider = chart.one(Subnet.class, "promferry-transit").getSpec().provider();

    assertThat(provider).isEqualTo("promferry-transit.promferry-egress.ovn");
    JsonNode attachment = chart.foreign("NetworkAttachmentDefinition");
    assertThat(attachment.at("/metadata/namespace").asText()).isEqualTo("promferry-egress");
    assertThat(Yaml.document(attachment.at("/spec/config").asText()).path("provider").asText())
        .isEqualTo(provider);
  }

  private static List<String> portsOf(RenderedChart chart, Map<String, String> selector) {
    return chart.all(Deployment.class).stream()
        .map(deployment -> deployment.getSpec().getTemplate())
        .filter(pod -> pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet()))
        .flatMap(pod -> pod.getSpec().getContainers().stream())
        .flatMap(container -> container.getPorts().stream())
        .map(port -> port.getName())
        .toList();
  }
}
