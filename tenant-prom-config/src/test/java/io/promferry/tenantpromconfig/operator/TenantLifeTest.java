package io.promferry.tenantpromconfig.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.promferry.tenantpromconfig.apiserver.ApiServer;
import io.promferry.tenantpromconfig.apiserver.Request;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TenantLifeTest {
  private static final Set<String> WRITES =
      Set.of("create", "update", "patch", "delete", "deletecollection");

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private List<String> writes(int since) {
    return cluster.server.requests().stream()
        .skip(since)
        .filter(r -> r.user().equals(ApiServer.OPERATOR))
        .filter(r -> WRITES.contains(r.verb()))
        .map(Request::toString)
        .toList();
  }

  @Test
  void makesEverythingThatATenantNeeds() {
    cluster.add("acme");
    cluster.settle("acme");

    assertThat(cluster.secret("promferry-tenants", "acme")).isPresent();
    assertThat(cluster.token("acme")).isPresent();
    assertThat(cluster.find(VpcEgressGateway.class, "promferry-egress", "acme")).isPresent();
    assertThat(cluster.find(SecurityGroup.class, "promferry-acme")).isPresent();
    assertThat(cluster.find(ServiceAccount.class, "acme", "promferry-acme")).isPresent();
    assertThat(cluster.find(ConfigMap.class, "acme", "promferry-acme")).isPresent();
    assertThat(cluster.find(StatefulSet.class, "acme", "promferry-acme")).isPresent();
  }

  @Test
  void isReadyWhenEverythingIs() {
    cluster.add("acme");
    cluster.ready("acme");

    for (var type : ConditionType.values()) {
      assertThat(cluster.condition("acme", type))
          .as(type.text())
          .extracting("status")
          .isEqualTo("True");
    }
    var status = cluster.get("acme").getStatus();
    assertThat(status.egressAddresses()).containsExactly("10.200.0.11", "10.200.0.12");
    assertThat(status.lastSampleTime()).isEqualTo("2026-11-01T10:00:30Z");
    assertThat(status.observedGeneration()).isEqualTo(1);
  }

  @Test
  void writesNothingWhenNothingHasChanged() {
    cluster.add("acme");
    cluster.ready("acme");
    var before = cluster.server.requests().size();
    cluster.settle("acme");

    assertThat(writes(before)).isEmpty();
  }

  @Test
  void writesTheSampleTimeAtMostOnceAMinute() {
    cluster.add("acme");
    cluster.ready("acme");
    var before = cluster.server.requests().size();
    for (int i = 0; i < 6; i++) {
      cluster.clock.advance(Duration.ofSeconds(20));
      cluster.reports.flowing(Cluster.ACME, cluster.clock.instant());
      cluster.look("acme");
    }

    assertThat(writes(before)).hasSize(2);
  }

  @Test
  void repairsWhatWasChangedByHand() {
    cluster.add("acme");
    cluster.ready("acme");
    cluster
        .admin
        .resource(cluster.statefulSet("acme"))
        .edit(set -> {
          set.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("evil:1");
          return set;
        });
    cluster.look("acme");

    assertThat(
            cluster
                .statefulSet("acme")
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage())
        .isEqualTo("prom/prometheus:v3.5.0");
  }

  @Test
  void makesAgainWhatWasDeletedByHand() {
    cluster.add("acme");
    cluster.ready("acme");
    cluster.admin.resource(cluster.statefulSet("acme")).delete();
    cluster.admin.resources(SecurityGroup.class).withName("promferry-acme").delete();
    cluster.look("acme");

    assertThat(cluster.find(StatefulSet.class, "acme", "promferry-acme")).isPresent();
    assertThat(cluster.find(SecurityGroup.class, "promferry-acme")).isPresent();
  }

  @Test
  void tellsTransitionsAndNothingElseInEvents() {
    cluster.add("acme");
    cluster.ready("acme");
    var events = cluster.admin.resources(Event.class).inNamespace("default").list().getItems();
    cluster.settle("acme");

    assertThat(events)
        .extracting(Event::getReason)
        .contains("TokenDelivered", "Running", "SamplesArrive", "AllThere");
    assertThat(events).allSatisfy(e -> assertThat(e.getRegarding().getName()).isEqualTo("acme"));
    assertThat(cluster.admin.resources(Event.class).inNamespace("default").list().getItems())
        .hasSameSizeAs(events);
  }

  @Test
  void saysWhatKubeOvnSaysOfTheEgressGateway() {
    cluster.add("acme");
    cluster.settle("acme");
    cluster
        .admin
        .resources(VpcEgressGateway.class)
        .inNamespace("promferry-egress")
        .withName("acme")
        .editStatus(veg -> {
          veg.setStatus(
              new VpcEgressGateway.Status(
                  "Processing",
                  false,
                  0,
                  List.of(
                      new VpcEgressGateway.StatusCondition(
                          "Ready", "False", "WorkloadNetworkNotReady", "net1 is missing")),
                  null,
                  null));
          return veg;
        });
    cluster.look("acme");

    var condition = cluster.condition("acme", ConditionType.EGRESS_READY);
    assertThat(condition.getReason()).isEqualTo("EgressGatewayNotReady");
    assertThat(condition.getMessage()).contains("WorkloadNetworkNotReady", "net1 is missing");
  }

  @Test
  void saysThatNobodyCanSayWhetherSamplesFlow() {
    cluster.add("acme");
    cluster.settle("acme");

    var condition = cluster.condition("acme", ConditionType.FLOWING);
    assertThat(condition.getStatus()).isEqualTo("Unknown");
  }

  @Test
  void repeatsTheGatewaysOwnWords() {
    cluster.add("acme");
    cluster.reports.say(
        Cluster.ACME, GatewayReports.Flow.REFUSED, "401 since 10:00: no credential matches");
    cluster.settle("acme");

    var condition = cluster.condition("acme", ConditionType.FLOWING);
    assertThat(condition.getReason()).isEqualTo("Refused");
    assertThat(condition.getMessage()).contains("no credential matches");
  }
}
