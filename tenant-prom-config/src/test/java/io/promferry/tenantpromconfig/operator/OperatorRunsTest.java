package io.promferry.tenantpromconfig.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import io.promferry.tenantpromconfig.operator.status.Conditions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** With informers and threads, as in a cluster. */
class OperatorRunsTest {
  private final Cluster cluster = new Cluster();
  private final AtomicReference<Platform> platform = new AtomicReference<>(cluster.platform);
  private final TenantOperator operator =
      new TenantOperator(
          cluster.around(cluster.server.client(), platform::get), cluster.settings());

  @BeforeEach
  void begin() {
    cluster.finalizers = List.of();
  }

  @AfterEach
  void close() {
    operator.close();
    cluster.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private boolean is(ConditionType type, String reason) {
    return Conditions.find(cluster.get("acme").getStatus(), type)
        .filter(c -> reason.equals(c.getReason()))
        .isPresent();
  }

  @Test
  void livesThroughATenantsWholeLife() {
    operator.start();
    cluster.add("acme");
    soon().until(() -> cluster.find(StatefulSet.class, "acme", "promferry-acme").isPresent());
    cluster.podRuns("acme", "r1");
    cluster.clock.advance(Duration.ofSeconds(30));
    cluster.reports.flowing(Cluster.ACME, cluster.clock.instant());
    cluster.egressIsReady("acme", List.of("10.200.0.11"));
    soon().until(() -> is(ConditionType.READY, "AllThere"));

    cluster.admin.resource(cluster.get("acme")).delete();
    cluster.admin.pods().inNamespace("acme").withName("promferry-acme-0").delete();
    soon().until(() -> cluster.admin.resources(MetricsTenant.class).list().getItems().isEmpty());
    assertThat(cluster.secret("promferry-tenants", "acme")).isEmpty();
    assertThat(cluster.find(VpcEgressGateway.class, "promferry-egress", "acme")).isEmpty();
  }

  @Test
  void startsWithoutKubeOvnAndSaysSo() {
    List.of("vpcs", "subnets", "vpc-egress-gateways", "security-groups")
        .forEach(kind ->
            cluster
                .admin
                .resources(CustomResourceDefinition.class)
                .withName(kind + ".kubeovn.io")
                .delete());
    operator.start();
    cluster.add("acme");

    soon().until(() -> is(ConditionType.EGRESS_READY, "KindMissing"));
  }

  @Test
  void looksAtAllTenantsAgainWhenSettingsHaveChanged() {
    operator.start();
    cluster.add("acme");
    soon().until(() -> cluster.find(StatefulSet.class, "acme", "promferry-acme").isPresent());
    platform.set(Cluster.platform("labels: {tenant: customer}"));
    operator.callAll();

    soon().until(() -> ruleNamesLabel("customer"));
  }

  @Test
  void worksOnceItLeads() {
    var lease =
        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration("promferry-operator")
            .withLeaseNamespace("promferry")
            .withIdentity("operator-0")
            .withExitOnStopLeading(false)
            .build();
    var settings = cluster.settings();
    try (var leader =
        new TenantOperator(
            cluster.around(cluster.server.client(), platform::get),
            new TenantOperator.Settings(
                settings.instance(),
                settings.access(),
                settings.restartsAtOnce(),
                settings.informerPatience(),
                Optional.of(lease)))) {
      leader.start();
      cluster.add("acme");
      soon().until(() -> cluster.secret("promferry-tenants", "acme").isPresent());

      assertThat(leader.isStarted()).isTrue();
      assertThat(
              cluster
                  .find(Lease.class, "promferry", "promferry-operator")
                  .orElseThrow()
                  .getSpec()
                  .getHolderIdentity())
          .isEqualTo("operator-0");
    }
  }

  private boolean ruleNamesLabel(String label) {
    return cluster
        .find(ConfigMap.class, "acme", "promferry-acme")
        .map(config -> config.getData().toString().contains(label))
        .orElse(false);
  }
}
