package io.promferry.tenantpromconfig.apiserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.PolicyRuleBuilder;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RightsTest extends Fixture {
  @Test
  void recordsWhatWasAskedOfWhom() {
    client.configMaps().inNamespace("default").list();
    client.configMaps().inAnyNamespace().list();
    client.configMaps().inNamespace("default").withName("a").get();
    client.resource(config("a", Map.of())).create();

    assertThat(server.requests())
        .containsExactly(
            new Request("operator", "list", "", "configmaps", "", "default", null),
            new Request("operator", "list", "", "configmaps", "", null, null),
            new Request("operator", "get", "", "configmaps", "", "default", "a"),
            new Request("operator", "create", "", "configmaps", "", "default", null));
  }

  @Test
  void recordsNothingOfTheTestItself() {
    server.admin().configMaps().list();

    assertThat(server.requests()).isEmpty();
  }

  @Test
  void tellsWatchFromList() {
    client.configMaps().inNamespace("default").inform();

    await()
        .untilAsserted(() ->
            assertThat(server.requests())
                .extracting(Request::verb)
                .containsExactly("list", "watch"));
  }

  @Test
  void namesTheSubresource() {
    server.define(Vpc.class);
    client.resource(ServerSideApplyTest.vpc("a")).create();
    client.resource(ServerSideApplyTest.vpc("a")).subresource("status").patch(by("us"));

    assertThat(server.requests().getLast().resourceAndSubresource()).isEqualTo("vpcs/status");
  }

  @Test
  void asksForCreateToo() {
    client.resource(config("a", Map.of())).patch(by("us"));

    assertThat(server.requests()).extracting(Request::verb).containsExactly("patch", "create");
  }

  @Test
  void refusesWhatNoRuleAllows() {
    restrict(new Rights().in("default", List.of(rule("get"))));

    assertRefused(403, () -> client.resource(config("a", Map.of())).create())
        .hasMessageContaining("cannot create resource \"configmaps\"");
    assertThat(get("a")).isNull();
  }

  @Test
  void takesANamespacesRulesForThatNamespaceOnly() {
    restrict(new Rights().in("default", List.of(rule("list"))));

    assertThat(client.configMaps().inNamespace("default").list().getItems()).isEmpty();
    assertRefused(403, () -> client.configMaps().inAnyNamespace().list());
  }

  @Test
  void takesTheClustersRulesForEveryNamespace() {
    restrict(new Rights().inCluster(List.of(rule("list"))));

    assertThat(client.configMaps().inAnyNamespace().list().getItems()).isEmpty();
    assertThat(client.configMaps().inNamespace("default").list().getItems()).isEmpty();
  }

  @Test
  void takesARuleWithNamesForTheseNamesOnly() {
    var named = new PolicyRuleBuilder(rule("get")).withResourceNames("a").build();
    restrict(new Rights().in("default", List.of(named)));

    assertThat(get("a")).isNull();
    assertRefused(403, () -> get("b"));
  }

  private void restrict(Rights rights) {
    server.restrict(ApiServer.OPERATOR, rights::allow);
  }

  private static PolicyRule rule(String verb) {
    return new PolicyRuleBuilder()
        .withApiGroups("")
        .withResources("configmaps")
        .withVerbs(verb)
        .build();
  }
}
