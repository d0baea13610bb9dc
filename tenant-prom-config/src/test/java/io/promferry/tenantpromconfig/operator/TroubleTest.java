package io.promferry.tenantpromconfig.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.promferry.tenantpromconfig.apiserver.ApiServer;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.CredentialsSpec;
import io.promferry.tenantpromconfig.model.EgressSpec;
import io.promferry.tenantpromconfig.model.MetricsTenantSpec;
import io.promferry.tenantpromconfig.model.PrometheusSpec;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TroubleTest {
  private static final CredentialsSpec TOKEN =
      new CredentialsSpec(CredentialsSpec.Kind.TOKEN, null);

  private final Cluster cluster = new Cluster();

  @AfterEach
  void close() {
    cluster.close();
  }

  private Condition look(String name, ConditionType type) {
    cluster.settle(name);
    return cluster.condition(name, type);
  }

  private void undefine(String kind) {
    cluster.admin.resources(CustomResourceDefinition.class).withName(kind + ".kubeovn.io").delete();
  }

  @Test
  void saysThatKubeOvnIsMissing() {
    List.of("vpcs", "subnets", "vpc-egress-gateways", "security-groups").forEach(this::undefine);
    cluster.add("acme");

    var condition = look("acme", ConditionType.EGRESS_READY);
    assertThat(condition.getReason()).isEqualTo("KindMissing");
    assertThat(condition.getMessage()).contains("Install Kube-OVN 1.14");
  }

  @Test
  void saysThatEgressGatewaysAreMissingInAnOldKubeOvn() {
    undefine("vpc-egress-gateways");
    cluster.add("acme");

    var condition = look("acme", ConditionType.EGRESS_READY);
    assertThat(condition.getReason()).isEqualTo("KindMissing");
    assertThat(condition.getMessage()).contains("VpcEgressGateway promferry-egress/acme");
  }

  @Test
  void saysThatTheVpcIsMissingAndComesAroundWhenItAppears() {
    cluster.admin.resources(Vpc.class).withName("vpc-acme").delete();
    cluster.add("acme");
    cluster.settle("acme");
    assertThat(cluster.find(VpcEgressGateway.class, "promferry-egress", "acme")).isEmpty();
    assertThat(cluster.condition("acme", ConditionType.READY).getStatus()).isEqualTo("False");
    assertThat(cluster.admin.getKubernetesSerialization().asYaml(cluster.get("acme").getStatus()))
        .contains("vpc-acme");

    cluster.admin.resources(Subnet.class).delete();
    cluster.addVpc("vpc-acme", "acme", "acme-net");
    cluster.settle("acme");
    assertThat(cluster.find(VpcEgressGateway.class, "promferry-egress", "acme")).isPresent();
  }

  @Test
  void saysThatTheNamespaceIsMissing() {
    cluster.addVpc("vpc-beta", "beta", "beta-net");
    cluster.add("beta", "vpc-beta", "beta", TOKEN);

    assertThat(look("beta", ConditionType.PROMETHEUS_READY).getReason())
        .isEqualTo("NamespaceMissing");
  }

  @Test
  void saysThatTheTransitRangeIsExhausted() {
    cluster.addresses.most = 2;
    cluster.add("acme");

    assertThat(look("acme", ConditionType.EGRESS_READY).getReason())
        .isEqualTo("TransitRangeExhausted");
  }

  @Test
  void keepsAnEgressThatWorksWhenItCouldNotBeMadeAnyMore() {
    cluster.add("acme");
    cluster.ready("acme");
    cluster
        .admin
        .resources(Vpc.class)
        .withName("vpc-acme")
        .edit(vpc -> {
          var spec = vpc.getSpec();
          vpc.setSpec(
              new Vpc.Spec(spec.namespaces(), spec.defaultSubnet(), null, null, null, null));
          return vpc;
        });

    assertThat(look("acme", ConditionType.EGRESS_READY).getReason()).isEqualTo("BfdPortMissing");
    assertThat(cluster.find(VpcEgressGateway.class, "promferry-egress", "acme")).isPresent();
  }

  @Test
  void keepsAnEgressThatWorksWhenThereAreNoAddressesForMoreReplicas() {
    cluster.add("acme");
    cluster.ready("acme");
    cluster.addresses.most = 3;
    cluster.edit(
        "acme",
        tenant -> {
          var spec = tenant.getSpec();
          tenant.setSpec(
              new MetricsTenantSpec(
                  spec.tenant(),
                  spec.vpc(),
                  spec.namespace(),
                  null,
                  null,
                  null,
                  new EgressSpec(null, 5, null, null, null, null, null),
                  spec.credentials(),
                  null,
                  null,
                  null));
          return tenant;
        });

    assertThat(look("acme", ConditionType.EGRESS_READY).getReason())
        .isEqualTo("TransitRangeExhausted");
    assertThat(cluster.find(VpcEgressGateway.class, "promferry-egress", "acme")).isPresent();
  }

  @Test
  void adoptsNoObjectThatItDidNotMake() {
    var foreign = new SecurityGroup();
    foreign.setMetadata(new ObjectMetaBuilder().withName("promferry-acme").build());
    foreign.setSpec(new SecurityGroup.Spec(true, null, null));
    cluster.admin.resource(foreign).create();
    cluster.add("acme");

    var condition = look("acme", ConditionType.EGRESS_READY);
    assertThat(condition.getReason()).isEqualTo("ForeignObject");
    assertThat(condition.getMessage()).contains("SecurityGroup promferry-acme");
    assertThat(
            cluster
                .find(SecurityGroup.class, "promferry-acme")
                .orElseThrow()
                .getSpec()
                .allowSameGroupTraffic())
        .isTrue();
    assertThat(cluster.find(StatefulSet.class, "acme", "promferry-acme"))
        .as("no Prometheus in a security group of somebody else")
        .isEmpty();
  }

  @Test
  void adoptsNoEntryThatItDidNotMake() {
    cluster
        .admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("acme")
                .withNamespace("promferry-tenants")
                .endMetadata()
                .addToStringData("tenant.yml", "tenants: []")
                .build())
        .create();
    cluster.add("acme");

    assertThat(look("acme", ConditionType.CREDENTIALS_READY).getReason())
        .isEqualTo("ForeignObject");
  }

  @Test
  void leavesATenantToTheOlderOfTwo() {
    cluster.add("acme");
    cluster.ready("acme");
    cluster.clock.advance(Duration.ofMinutes(1));
    cluster.add("later");

    var condition = look("later", ConditionType.CREDENTIALS_READY);
    assertThat(condition.getReason()).isEqualTo("IdentityTaken");
    assertThat(condition.getMessage()).contains("MetricsTenant acme");
    assertThat(cluster.secret("promferry-tenants", "later")).isEmpty();
    cluster.settle("acme");
    assertThat(cluster.condition("acme", ConditionType.READY).getStatus()).isEqualTo("True");
  }

  @Test
  void leavesATenantToAnEntryThatWasWrittenByHandBefore() {
    cluster
        .admin
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("by-hand")
                .withNamespace("promferry-tenants")
                .addToLabels("promferry.io/tenant", "by-hand")
                .endMetadata()
                .addToData(
                    "tenant.yml",
                    Base64.getEncoder()
                        .encodeToString("tenants: [{name: acme, vpc: vpc-acme}]".getBytes(UTF_8)))
                .build())
        .create();
    cluster.clock.advance(Duration.ofMinutes(1));
    cluster.add("acme");

    assertThat(look("acme", ConditionType.CREDENTIALS_READY).getMessage()).contains("by-hand");
  }

  @Test
  void namesTheMissingRightAndHowToGrantIt() {
    cluster.server.restrict(ApiServer.OPERATOR, r -> !"acme".equals(r.namespace()));
    cluster.add("acme");

    var condition = look("acme", ConditionType.CREDENTIALS_READY);
    assertThat(condition.getReason()).isEqualTo("MissingRight");
    assertThat(condition.getMessage())
        .contains(
            "secrets",
            "kubectl create rolebinding promferry-operator -n acme --clusterrole=promferry-tenant"
                + " --serviceaccount=promferry:promferry-operator");
  }

  @Test
  void bindsItselfWhereItMay() {
    cluster.bindNamespaces = true;
    cluster.server.restrict(
        ApiServer.OPERATOR,
        r ->
            !"acme".equals(r.namespace())
                || r.resource().equals("rolebindings")
                || cluster.server.requests().stream()
                    .anyMatch(asked -> asked.resource().equals("rolebindings")));
    cluster.add("acme");
    cluster.settle("acme");

    assertThat(cluster.find(StatefulSet.class, "acme", "promferry-acme")).isPresent();
    assertThat(
            cluster
                .find(RoleBinding.class, "acme", "promferry-acme")
                .orElseThrow()
                .getRoleRef()
                .getName())
        .isEqualTo("promferry-tenant");
  }

  @Test
  void saysThatAnImageCannotBePulled() {
    cluster.add("acme");
    cluster.ready("acme");
    cluster.podIs(
        "acme",
        new PodStatusBuilder()
            .addNewContainerStatus()
            .withImage("prom/prometheus:v9")
            .withNewState()
            .withNewWaiting()
            .withReason("ImagePullBackOff")
            .endWaiting()
            .endState()
            .endContainerStatus()
            .build());

    var condition = look("acme", ConditionType.PROMETHEUS_READY);
    assertThat(condition.getReason()).isEqualTo("ImagePullFailed");
    assertThat(condition.getMessage()).contains("prom/prometheus:v9", "imagePullSecrets");
  }

  @Test
  void saysThatStorageCannotChangeAndChangesTheRest() {
    cluster.add("acme");
    cluster.ready("acme");
    cluster.edit(
        "acme",
        tenant -> {
          var spec = tenant.getSpec();
          tenant.setSpec(
              new MetricsTenantSpec(
                  spec.tenant(),
                  spec.vpc(),
                  spec.namespace(),
                  null,
                  null,
                  new PrometheusSpec(
                      null,
                      null,
                      null,
                      null,
                      "prom/prometheus:v3.6.0",
                      new Quantity("20Gi"),
                      null,
                      null,
                      null,
                      null),
                  null,
                  spec.credentials(),
                  null,
                  null,
                  null));
          return tenant;
        });

    assertThat(look("acme", ConditionType.PROMETHEUS_READY).getReason())
        .isEqualTo("StorageCannotChange");
    var spec = cluster.statefulSet("acme").getSpec();
    assertThat(spec.getVolumeClaimTemplates().getFirst().getSpec().getResources().getRequests())
        .isEqualTo(Map.of("storage", new Quantity("10Gi")));
    assertThat(spec.getTemplate().getSpec().getContainers().getFirst().getImage())
        .isEqualTo("prom/prometheus:v3.6.0");
  }
}
