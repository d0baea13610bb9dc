package io.promferry.tenantpromconfig.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeletionTest {
  private final Cluster cluster = new Cluster();

  @BeforeEach
  void begin() {
    cluster.add("acme");
    cluster.ready("acme");
    podIsKeptBy(List.of("test/kubelet"));
    cluster.admin.resource(cluster.get("acme")).delete();
  }

  private void podIsKeptBy(List<String> finalizers) {
    cluster
        .admin
        .pods()
        .inNamespace("acme")
        .withName("promferry-acme-0")
        .edit(pod -> {
          pod.getMetadata().setFinalizers(finalizers);
          return pod;
        });
  }

  @AfterEach
  void close() {
    cluster.close();
  }

  private void podGoes() {
    podIsKeptBy(List.of());
    cluster.admin.pods().inNamespace("acme").withName("promferry-acme-0").delete();
  }

  private boolean goesWithin(int looks) {
    for (int i = 0; i < looks; i++) {
      if (cluster.lookAtDeletion("acme")) {
        return true;
      }
    }
    return false;
  }

  @Test
  void keepsTheWayAndTheEntryUntilPrometheusIsGone() {
    assertThat(goesWithin(3)).isFalse();

    assertThat(cluster.find(StatefulSet.class, "acme", "promferry-acme")).isEmpty();
    assertThat(cluster.find(VpcEgressGateway.class, "promferry-egress", "acme")).isPresent();
    assertThat(cluster.secret("promferry-tenants", "acme")).isPresent();
    assertThat(cluster.addresses.has("acme")).isTrue();
  }

  @Test
  void isNotHeldUpByAPodThatOnlyBearsItsLabel() {
    podGoes();
    var labels = new Names("acme").labels();
    cluster
        .admin
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName("forged")
                .withNamespace("acme")
                .withLabels(labels)
                .endMetadata()
                .build())
        .create();

    assertThat(goesWithin(10)).isTrue();
  }

  @Test
  void removesEverythingInTheEnd() {
    podGoes();

    assertThat(goesWithin(10)).isTrue();
    assertThat(cluster.find(ConfigMap.class, "acme", "promferry-acme")).isEmpty();
    assertThat(cluster.token("acme")).isEmpty();
    assertThat(cluster.find(VpcEgressGateway.class, "promferry-egress", "acme")).isEmpty();
    assertThat(cluster.find(SecurityGroup.class, "promferry-acme")).isEmpty();
    assertThat(cluster.secret("promferry-tenants", "acme")).isEmpty();
    assertThat(cluster.lists.entries).isEmpty();
    assertThat(cluster.addresses.has("acme")).isFalse();
  }

  @Test
  void keepsEntryAndAddressesWhileTheEgressGatewayIsStillThere() {
    podGoes();
    cluster
        .admin
        .resources(VpcEgressGateway.class)
        .inNamespace("promferry-egress")
        .withName("acme")
        .edit(veg -> {
          veg.getMetadata().setFinalizers(List.of("kubeovn.io/kube-ovn-controller"));
          return veg;
        });

    assertThat(goesWithin(5)).isFalse();
    assertThat(cluster.secret("promferry-tenants", "acme")).isPresent();
    assertThat(cluster.addresses.has("acme")).isTrue();
  }

  @Test
  void goesOnAfterARestartHalfWay() {
    assertThat(goesWithin(2)).isFalse();
    cluster.restart();
    podGoes();
    cluster.admin.configMaps().inNamespace("acme").withName("promferry-acme").delete();

    assertThat(goesWithin(10)).isTrue();
  }

  @Test
  void isDoneWhereKubeOvnAndTheNamespaceAreGone() {
    podGoes();
    cluster.admin.namespaces().withName("acme").delete();
    List.of("vpcs", "subnets", "vpc-egress-gateways", "security-groups")
        .forEach(kind ->
            cluster
                .admin
                .resources(CustomResourceDefinition.class)
                .withName(kind + ".kubeovn.io")
                .delete());

    assertThat(goesWithin(10)).isTrue();
  }

  @Test
  void seesNothingOfAKindThatIsGone() {
    cluster.admin.resources(CustomResourceDefinition.class).withName("vpcs.kubeovn.io").delete();
    var view = new TolerantView(new ListedView(cluster.server.client()));

    assertThat(view.vpcs()).isEmpty();
    assertThat(view.subnets()).isNotEmpty();
  }

  @Test
  void leavesWhatItDidNotMake() {
    podGoes();
    cluster.admin.resources(SecurityGroup.class).withName("promferry-acme").delete();
    var foreign = new SecurityGroup();
    foreign.setMetadata(new ObjectMetaBuilder().withName("promferry-acme").build());
    cluster.admin.resource(foreign).create();

    assertThat(goesWithin(10)).isTrue();
    assertThat(cluster.find(SecurityGroup.class, "promferry-acme")).isPresent();
  }
}
