package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RightsTest {
  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void areNeverWildcardsNorMeansToGetMore(String ci) {
    assertThat(everyRule(RenderedChart.of(ci)))
        .isNotEmpty()
        .allSatisfy(rule -> {
          assertThat(rule.getApiGroups()).doesNotContain("*");
          assertThat(rule.getResources()).doesNotContain("*");
          assertThat(rule.getVerbs()).doesNotContain("*", "escalate", "impersonate");
          assertThat(rule.getNonResourceURLs()).isEmpty();
          if (rule.getVerbs().contains("bind")) {
            assertThat(rule.getResourceNames()).containsExactly("promferry-tenant");
          }
        });
  }

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void neverReachSecretsOfTheWholeCluster(String ci) {
    var chart = RenderedChart.of(ci);
    var clusterWide =
        chart.all(ClusterRoleBinding.class).stream()
            .map(binding -> chart.one(ClusterRole.class, binding.getRoleRef().getName()))
            .flatMap(role -> role.getRules().stream());

    assertThat(clusterWide)
        .allSatisfy(rule -> assertThat(rule.getResources()).doesNotContain("secrets", "pods/exec"));
  }

  /** Creating a MetricsTenant is a platform right (design section 7). */
  @Test
  void toMakeTenantsAreInOneRoleThatNobodyGetsByItself() {
    var chart = RenderedChart.of("full");

    assertThat(
            chart.all(ClusterRole.class).stream()
                .filter(role ->
                    role.getRules().stream()
                        .anyMatch(rule ->
                            rule.getResources().contains("metricstenants")
                                && rule.getVerbs().contains("create"))))
        .extracting(role -> role.getMetadata().getName())
        .containsExactly("promferry-tenants-admin");
    assertThat(chart.all(ClusterRole.class))
        .allSatisfy(role ->
            assertThat(role.getMetadata().getLabels().keySet())
                .noneMatch(label -> label.contains("aggregate-to")));
    assertThat(chart.all(ClusterRoleBinding.class))
        .noneMatch(binding -> binding.getRoleRef().getName().startsWith("promferry-tenants"));
  }

  @ParameterizedTest
  @CsvSource({
    "promferry-gateway,  get,    '',                   secrets,         promferry-tenants, true",
    "promferry-gateway,  watch,  '',                   secrets,         promferry-tenants, true",
    "promferry-gateway,  update, '',                   secrets,         promferry-tenants, false",
    "promferry-gateway,  list,   '',                   secrets,         promferry,         false",
    "promferry-gateway,  list,   '',                   pods,            acme,              true",
    "promferry-gateway,  watch,  kubeovn.io,           subnets,         '',                true",
    "promferry-gateway,  list,   monitoring.coreos.com, podmonitors,    acme,              true",
    "promferry-gateway,  create, '',                   pods,            acme,              false",
    "promferry-operator, create, '',                   secrets,         promferry-tenants, true",
    "promferry-operator, get,    '',                   secrets,         acme,              true",
    "promferry-operator, list,   '',                   secrets,         acme,              false",
    "promferry-operator, get,    '',                   secrets,         other,             false",
    "promferry-operator, delete, '',                   secrets,         promferry,         false",
    "promferry-operator, create, promferry.io,         metricstenants,  '',                false",
    "promferry-operator, delete, kubeovn.io,           vpcs,            '',                false",
    "promferry-operator, create, kubeovn.io, vpc-egress-gateways, promferry-egress,        true",
    "promferry-operator, create, kubeovn.io, vpc-egress-gateways, acme,                    false",
  })
  void areThoseThatAreNeeded(
      String account, String verb, String group, String resource, String namespace, boolean may) {
    var rights = Rights.of(RenderedChart.of("full"), account);

    assertThat(rights.allow(verb, group, resource, namespace)).isEqualTo(may);
  }

  @Test
  void ofAGatewayWithoutDiscoveryEndAtItsEntries() {
    var rights = Rights.of(RenderedChart.of("no-discovery"), "promferry-gateway");

    assertThat(rights.allow("list", "", "secrets", "promferry-tenants")).isTrue();
    assertThat(rights.allow("list", "", "pods", "acme")).isFalse();
  }

  @Test
  void toBindARoleAreTheOperatorsOnlyWhereTheyAreSwitchedOn() {
    assertThat(mayBind("minimal")).isTrue();
    assertThat(mayBind("full")).isFalse();
  }

  private static boolean mayBind(String ci) {
    return Rights.of(RenderedChart.of(ci), "promferry-operator")
        .allow("create", "rbac.authorization.k8s.io", "rolebindings", "acme");
  }

  @ParameterizedTest
  @MethodSource("io.promferry.helm.RenderedChart#everyCase")
  void areBoundToAccountsThatPodsHave(String ci) {
    var chart = RenderedChart.of(ci);

    assertThat(
            Stream.concat(
                chart.all(RoleBinding.class).stream().map(RoleBinding::getSubjects),
                chart.all(ClusterRoleBinding.class).stream().map(ClusterRoleBinding::getSubjects)))
        .flatExtracting(subjects -> subjects)
        .allSatisfy(subject -> {
          assertThat(chart.has("ServiceAccount", subject.getName())).isTrue();
          assertThat(subject.getNamespace()).isEqualTo(RenderedChart.NAMESPACE);
        });
  }

  private static List<PolicyRule> everyRule(RenderedChart chart) {
    return Stream.concat(
            chart.all(ClusterRole.class).stream().map(ClusterRole::getRules),
            chart.all(Role.class).stream().map(Role::getRules))
        .flatMap(List::stream)
        .toList();
  }
}
