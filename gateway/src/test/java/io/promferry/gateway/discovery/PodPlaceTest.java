package io.promferry.gateway.discovery;

import static io.promferry.gateway.discovery.TestCluster.ACME;
import static io.promferry.gateway.discovery.TestCluster.BETA;
import static io.promferry.gateway.discovery.TestCluster.ranges;
import static io.promferry.gateway.discovery.TestCluster.scope;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.discovery.LabelSelector.Requirement;
import io.promferry.gateway.discovery.TestCluster.TestPod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose a pod is, and that nothing that a tenant can write makes it somebody else's. */
class PodPlaceTest {
  private final TestCluster cluster = new TestCluster();

  @Test
  void isAPodWhoseNamespaceStatusAndAnnotationsAgree() {
    cluster.add(TestPod.at("10.0.1.3"));

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.3:8080");
    assertThat(cluster.addresses(BETA)).isEmpty();
  }

  @Test
  void isNoPodOfANamespaceThatClaimsTheVpcByAnnotations() {
    cluster.add(TestPod.at("10.0.1.3").in("beta"));

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.addresses(BETA)).isEmpty();
  }

  @Test
  void isNoPodThatSaysItIsInAnotherVpc() {
    cluster.add(TestPod.at("10.0.1.3").claiming("vpc-beta", "beta-net", "10.0.1.3"));

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.addresses(BETA)).isEmpty();
    assertThat(cluster.leftOut(ACME)).singleElement().asString().startsWith("acme/web-0 ");
  }

  @Test
  void isNoPodWhoseAnnotationNamesAnotherAddressThanItsStatus() {
    cluster.add(TestPod.at("10.0.1.3").claiming("vpc-acme", "acme-net", "10.0.1.77"));

    assertThat(cluster.addresses(ACME)).isEmpty();
  }

  @Test
  void isNoPodWithoutTheAnnotation() {
    cluster.add(TestPod.at("10.0.1.3").claiming("", ""));

    assertThat(cluster.addresses(ACME)).isEmpty();
  }

  @Test
  void isNoPodWhoseAddressIsInNoSubnetOfTheVpcWhateverItSays() {
    cluster.add(TestPod.at("10.16.0.9"));
    cluster.add(TestPod.at("10.96.0.1").named("web-1").claiming("", "", "10.96.0.1"));

    assertThat(cluster.addresses(ACME)).isEmpty();
  }

  @Test
  void isNoPodInASubnetOtherThanItsOwn() {
    cluster.subnet("acme-other", "vpc-acme", "10.0.2.0/24");
    cluster.add(TestPod.at("10.0.2.3"));

    assertThat(cluster.addresses(ACME)).isEmpty();
  }

  @Test
  void isNoPodInTheNodesNetwork() {
    cluster.add(TestPod.at("10.0.1.3").inNetworkOfNode());

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).singleElement().asString().contains("hostNetwork");
  }

  @Test
  void hasTheAddressOfADualStackPodThatIsInTheVpc() {
    cluster.add(
        TestPod.at("10.0.1.3")
            .really("10.0.1.3", "fd00:1::3")
            .claiming("vpc-acme", "acme-net", "10.0.1.3", "fd00:1::3"));
    cluster.add(TestPod.at("fd00:1::4").named("web-1"));

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.3:8080", "[fd00:1::4]:8080");
  }

  @Test
  void maySitInANamespaceThatASubnetsSelectorTakes() {
    var selector =
        new LabelSelector(
            Map.of("org", "acme"), List.of(new Requirement("env", "Exists", List.of())));
    cluster.subnet(
        new SubnetFacts("acme-3", "vpc-acme", List.of(), List.of(selector), ranges("10.0.3.0/24")));
    cluster.namespace("labelled", Map.of("org", "acme", "env", "prod"));
    cluster.namespace("half", Map.of("org", "acme"));
    cluster.add(TestPod.at("10.0.3.3").in("labelled").claiming("vpc-acme", "acme-3", "10.0.3.3"));
    cluster.add(TestPod.at("10.0.3.4").in("half").claiming("vpc-acme", "acme-3", "10.0.3.4"));

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.3.3:8080");
  }

  @Test
  void mustSayWhichVpcIsMeantWhereItsNamespaceIsInSeveral() {
    cluster.vpc(new VpcFacts("vpc-beta", false, List.of("beta", "acme")));
    cluster.add(TestPod.at("10.0.1.3").claiming("", "", "10.0.1.3"));
    cluster.add(TestPod.at("10.0.1.4").named("web-1"));

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.4:8080");
    assertThat(cluster.addresses(BETA)).isEmpty();
  }

  @Test
  void isNobodysInTheDefaultVpc() {
    var platform = scope("ops", "ovn-cluster", false);
    cluster.add(
        TestPod.at("10.16.0.9").in("default").claiming("ovn-cluster", "ovn-default", "10.16.0.9"));

    assertThat(cluster.addresses(platform)).isEmpty();
    assertThat(cluster.leftOut(platform)).singleElement().asString().contains("default VPC");
  }

  @Test
  void isSeenOnlyByTheTenantWhoseNamespaceItIsIn() {
    cluster.add(TestPod.at("10.0.1.3"));
    cluster.add(TestPod.at("10.0.1.4").in("acme-b"));

    assertThat(cluster.addresses(scope("acme", "vpc-acme", true, "acme")))
        .containsExactly("10.0.1.3:8080");
    assertThat(cluster.addresses(scope("other", "vpc-acme", true, "acme-b")))
        .containsExactly("10.0.1.4:8080");
  }

  @Test
  void isNobodysWhereTenantsShareAVpcAndNameNoNamespace() {
    cluster.add(TestPod.at("10.0.1.3"));
    var shares = scope("acme", "vpc-acme", true);

    assertThat(cluster.addresses(shares)).isEmpty();
    assertThat(cluster.leftOut(shares)).singleElement().asString().contains("several tenants");
  }

  @Test
  void isNotGivenForANamespaceThatIsNotInTheVpc() {
    cluster.add(TestPod.at("10.0.1.3").in("beta").claiming("vpc-beta", "beta-net", "10.0.1.3"));
    var greedy = scope("acme", "vpc-acme", false, "acme", "beta");

    assertThat(cluster.addresses(greedy)).isEmpty();
    assertThat(cluster.leftOut(greedy)).containsExactly("beta does not belong to VPC vpc-acme");
  }

  @Test
  void isNobodysWithoutTheVpc() {
    var unknown = scope("acme", "vpc-gone", false);

    assertThat(cluster.addresses(unknown)).isEmpty();
    assertThat(cluster.leftOut(unknown)).containsExactly("vpc-gone there is no such VPC");
  }
}
