package io.promferry.tenantpromconfig.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.promferry.tenantpromconfig.apiserver.ApiServer;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.CredentialsSpec;
import io.promferry.tenantpromconfig.model.EgressSpec;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.MetricsTenantSpec;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.operator.addresses.Claims;
import io.promferry.tenantpromconfig.operator.addresses.TransitRange;
import io.promferry.tenantpromconfig.operator.credentials.BearerToken;
import io.promferry.tenantpromconfig.operator.flow.GatewayReplicas;
import io.promferry.tenantpromconfig.operator.flow.PolledGatewayReports;
import io.promferry.tenantpromconfig.operator.status.Conditions;
import io.promferry.tenantpromconfig.operator.vpc.RecordedVpcLists;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A tenant's whole life with the real parts, and what was asked for it. The chart's tests check its
 * roles against the same list.
 */
class OperatorRequestsTest {
  /** What this life does not need: electing a leader, binding a role, finalizers in conflict. */
  private static final List<String> BY_HAND =
      List.of(
          "bind rbac.authorization.k8s.io/clusterroles cluster",
          "create coordination.k8s.io/leases promferry",
          "get coordination.k8s.io/leases promferry",
          "get promferry.io/metricstenants cluster",
          "update promferry.io/metricstenants cluster",
          "update coordination.k8s.io/leases promferry",
          "patch coordination.k8s.io/leases promferry",
          "update promferry.io/metricstenants/finalizers cluster");

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofSeconds(60));
  }

  private TenantOperator operator() {
    var client = cluster.server.client();
    cluster.bindNamespaces = true;
    return new TenantOperator(
        new TenantOperator.Surroundings(
            client,
            () -> cluster.platform,
            observed ->
                new TransitRange(
                    client,
                    cluster.platform,
                    claims(observed),
                    Duration.ofMinutes(10),
                    cluster.clock),
            observed -> new RecordedVpcLists(client, observed::vpcs),
            cluster.reports,
            cluster.clock,
            cluster.registry,
            () -> BearerToken.random(cluster.random)),
        cluster.settings());
  }

  private static Claims claims(Observed observed) {
    return new Claims(
        observed::egressGateways, observed::tenants, observed::entries, Optional::empty);
  }

  /** Refused in the tenant's namespace until the operator has bound its role there. */
  private void demandRoleBinding() {
    cluster.server.restrict(
        ApiServer.OPERATOR,
        r ->
            !"acme".equals(r.namespace())
                || r.resource().equals("rolebindings")
                || cluster.server.requests().stream()
                    .anyMatch(asked -> asked.resource().equals("rolebindings")));
  }

  private void addTenantWhoseVpcNeedsABfdPort() {
    cluster
        .admin
        .resources(Vpc.class)
        .withName("vpc-acme")
        .edit(vpc -> {
          vpc.setSpec(new Vpc.Spec(List.of("acme"), "acme-net", null, null, null, null));
          return vpc;
        });
    cluster.finalizers = List.of();
    var egress = new EgressSpec(null, null, null, new EgressSpec.Bfd(true, true), null, null, null);
    cluster.add(
        "acme",
        new MetricsTenantSpec(
            "acme",
            "vpc-acme",
            "acme",
            null,
            null,
            null,
            egress,
            new CredentialsSpec(CredentialsSpec.Kind.TOKEN, null),
            null,
            null,
            null));
  }

  private boolean is(ConditionType type, String reason) {
    return Conditions.find(cluster.get("acme").getStatus(), type)
        .filter(c -> reason.equals(c.getReason()))
        .isPresent();
  }

  private void live() {
    addTenantWhoseVpcNeedsABfdPort();
    soon().until(() -> cluster.find(StatefulSet.class, "acme", "promferry-acme").isPresent());
    cluster.podRuns("acme", "r1");
    cluster.clock.advance(Duration.ofSeconds(30));
    cluster.reports.flowing(Cluster.ACME, cluster.clock.instant());
    cluster.egressIsReady("acme", List.of("10.200.0.2"));
    soon().until(() -> is(ConditionType.READY, "AllThere"));
    cluster.revision("acme", "r2");
    cluster.edit(
        "acme",
        tenant -> {
          tenant.getMetadata().setAnnotations(Map.of("promferry.io/rotate", "1"));
          return tenant;
        });
    soon().until(() -> cluster.admin.pods().inNamespace("acme").list().getItems().isEmpty());
    cluster.admin.resource(cluster.get("acme")).delete();
    soon().until(() -> cluster.admin.resources(MetricsTenant.class).list().getItems().isEmpty());
  }

  private void askGatewaysOnce() throws InterruptedException {
    try (var replicas =
        new GatewayReplicas(cluster.server.client(), cluster.platform, Duration.ofSeconds(1))) {
      new PolledGatewayReports(replicas, Duration.ofSeconds(1), cluster.clock).poll();
    }
  }

  @Test
  void asksForWhatTheListSaysAndForNothingElse() throws InterruptedException {
    demandRoleBinding();
    try (var operator = operator()) {
      operator.start();
      live();
    }
    askGatewaysOnce();
    var asked = new TreeSet<>(BY_HAND);
    cluster.server.requests().stream()
        .filter(r -> r.user().equals(ApiServer.OPERATOR))
        .map(OperatorRights::line)
        .forEach(asked::add);

    assertThat(String.join("\n", asked)).isEqualTo(String.join("\n", OperatorRights.lines()));
  }
}
