package io.promferry.helm;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectsTest {
  private static final String KEEP = "helm.sh/resource-policy";
  private static final Set<String> CLUSTER_SCOPED =
      Set.of(
          "Namespace", "ClusterRole", "ClusterRoleBinding", "CustomResourceDefinition", "Subnet");

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void haveNoFieldThatTheirKindDoesNotHave(String ci) {
    assertThat(RenderedChart.of(ci).objects()).isNotEmpty().allSatisfy(StrictKinds::read);
  }

  @Test
  void withAnUnknownFieldWouldBeNoticed() {
    var deployment = (ObjectNode) RenderedChart.of("minimal").foreign("Deployment");
    ((ObjectNode) deployment.at("/spec/template/spec")).put("terminationGraceperiodSeconds", 1);

    assertThatThrownBy(() -> StrictKinds.read(deployment, Deployment.class))
        .hasMessageContaining("terminationGraceperiodSeconds");
  }

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void haveAKindNameAndNamespaceOfTheirOwn(String ci) {
    var seen = new HashSet<String>();

    assertThat(RenderedChart.of(ci).objects())
        .allSatisfy(object -> {
          var kind = object.path("kind").asText();
          var namespace = object.at("/metadata/namespace").asText();
          assertThat(namespace.isEmpty()).as(kind).isEqualTo(CLUSTER_SCOPED.contains(kind));
          assertThat(seen.add(kind + namespace + object.at("/metadata/name").asText()))
              .as(object.path("metadata").toString())
              .isTrue();
        });
  }

  @Test
  void bearTheLabelsOfTheValues() {
    assertThat(RenderedChart.of("full").objects())
        .allSatisfy(object ->
            assertThat(object.at("/metadata/labels/team").asText()).isEqualTo("platform"));
  }

  @Test
  void thatTenantsNeedAreKeptOnUninstall() {
    var chart = RenderedChart.of("full");

    assertThat(chart.all(CustomResourceDefinition.class)).hasSize(1).allSatisfy(this::isKept);
    assertThat(chart.all(Namespace.class)).hasSize(2).allSatisfy(this::isKept);
    assertThat(chart.all(Subnet.class)).hasSize(1).allSatisfy(this::isKept);
    assertThat(chart.foreign("NetworkAttachmentDefinition").at("/metadata/annotations").has(KEEP))
        .isTrue();
  }

  private void isKept(HasMetadata object) {
    assertThat(object.getMetadata().getAnnotations()).containsEntry(KEEP, "keep");
  }

  @Test
  void ofEgressMayBePrivilegedAndThoseOfEntriesMayNot() {
    var chart = RenderedChart.of("minimal");

    assertThat(enforced(chart, "promferry-egress")).isEqualTo("privileged");
    assertThat(enforced(chart, "promferry-tenants")).isEqualTo("restricted");
  }

  private static String enforced(RenderedChart chart, String namespace) {
    var labels = chart.one(Namespace.class, namespace).getMetadata().getLabels();
    return requireNonNull(labels.get("pod-security.kubernetes.io/enforce"));
  }

  @Test
  void areLeftOutWhereTheyAreSwitchedOff() {
    var chart = RenderedChart.of("no-operator");

    assertThat(chart.has("Deployment", "promferry-operator")).isFalse();
    assertThat(chart.has("ConfigMap", "promferry-operator")).isFalse();
    assertThat(chart.has("CustomResourceDefinition", "metricstenants.promferry.io")).isFalse();
    assertThat(chart.all(Namespace.class)).isEmpty();
    assertThat(chart.has("Deployment", "promferry-gateway")).isTrue();
  }
}
