package io.promferry.tenantpromconfig.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest extends Fixture {
  @Test
  void createsWhatIsNotThere() {
    client.resource(config("a", Map.of("k", "1"))).patch(by("us"));

    assertThat(get("a").getData()).containsEntry("k", "1");
  }

  @Test
  void namesTheManagerOfEachField() {
    client.resource(config("a", Map.of("k", "1"))).patch(by("us"));

    assertThat(get("a").getMetadata().getManagedFields())
        .singleElement()
        .satisfies(entry -> {
          assertThat(entry.getManager()).isEqualTo("us");
          assertThat(entry.getOperation()).isEqualTo("Apply");
          assertThat(entry.getFieldsV1().getAdditionalProperties())
              .isEqualTo(Map.of("f:data", Map.of("f:k", Map.of())));
        });
  }

  @Test
  void leavesTheFieldsOfOthersAlone() {
    client.resource(config("a", Map.of("theirs", "1"))).create();
    client.resource(config("a", Map.of("ours", "2"))).patch(by("us"));

    assertThat(get("a").getData()).isEqualTo(Map.of("theirs", "1", "ours", "2"));
  }

  @Test
  void removesWhatItsManagerNoLongerApplies() {
    client.resource(config("a", Map.of("kept", "1", "dropped", "2"))).patch(by("us"));
    client.resource(config("a", Map.of("kept", "1"))).patch(by("us"));

    assertThat(get("a").getData()).isEqualTo(Map.of("kept", "1"));
  }

  @Test
  void keepsADroppedFieldThatAnotherAppliesToo() {
    client.resource(config("a", Map.of("k", "1"))).patch(by("us"));
    client.resource(config("a", Map.of("k", "1"))).patch(by("them"));
    client.resource(config("a", Map.of("ours", "2"))).patch(by("us"));

    assertThat(get("a").getData()).isEqualTo(Map.of("k", "1", "ours", "2"));
  }

  @Test
  void refusesAnotherManagersFieldAndNamesBoth() {
    client.resource(config("a", Map.of("k", "1"))).patch(by("them"));

    assertRefused(409, () -> client.resource(config("a", Map.of("k", "2"))).patch(by("us")))
        .hasMessageContaining("conflict with \"them\"")
        .hasMessageContaining(".data.k");
  }

  @Test
  void takesAnotherManagersFieldByForceAndForGood() {
    client.resource(config("a", Map.of("k", "1"))).patch(by("them"));
    client.resource(config("a", Map.of("k", "2"))).patch(forced("us"));

    assertThat(get("a").getData()).containsEntry("k", "2");
    assertThat(get("a").getMetadata().getManagedFields())
        .extracting(ManagedFieldsEntry::getManager)
        .containsExactly("us");
  }

  @Test
  void refusesAFieldThatSomebodyChangedByHand() {
    client.resource(config("a", Map.of("k", "1"))).patch(by("us"));
    server
        .client("kubectl")
        .configMaps()
        .inNamespace("default")
        .withName("a")
        .edit(map -> {
          map.getData().put("k", "by hand");
          return map;
        });

    assertRefused(409, () -> client.resource(config("a", Map.of("k", "1"))).patch(by("us")))
        .hasMessageContaining("conflict with \"kubectl\"");
  }

  @Test
  void changesNothingWhereNothingIsDifferent() {
    client.resource(config("a", Map.of("k", "1"))).patch(by("us"));
    var before = get("a").getMetadata().getResourceVersion();
    client.resource(config("a", Map.of("k", "1"))).patch(by("us"));

    assertThat(get("a").getMetadata().getResourceVersion()).isEqualTo(before);
  }

  @Test
  void mergesContainersByName() {
    client.resource(statefulSet("ours", "v1")).patch(by("us"));
    client.resource(statefulSet("sidecar", "v9")).patch(by("them"));
    client.resource(statefulSet("ours", "v2")).patch(by("us"));

    assertThat(containers()).containsExactly("ours v2", "sidecar v9");
  }

  @Test
  void removesAContainerWithTheLastWhoApplyIt() {
    client.resource(statefulSet("ours", "v1")).patch(by("us"));
    client.resource(statefulSet("sidecar", "v9")).patch(by("them"));
    client.resource(statefulSet("other", "v1")).patch(by("us"));

    assertThat(containers()).containsExactlyInAnyOrder("other v1", "sidecar v9");
  }

  @Test
  void tellsPortsApartByProtocol() {
    client.resource(service("TCP")).patch(by("us"));
    client.resource(service("UDP")).patch(by("them"));

    assertThat(client.resource(service("TCP")).get().getSpec().getPorts()).hasSize(2);
  }

  @Test
  void takesACustomResourcesListWhole() {
    server.define(Vpc.class);
    client.resource(vpc("a")).patch(by("them"));

    assertRefused(409, () -> client.resource(vpc("b")).patch(by("us")))
        .hasMessageContaining(".spec.namespaces");
  }

  private List<String> containers() {
    return client
        .apps()
        .statefulSets()
        .inNamespace("default")
        .withName("s")
        .get()
        .getSpec()
        .getTemplate()
        .getSpec()
        .getContainers()
        .stream()
        .map(container -> container.getName() + " " + container.getImage())
        .toList();
  }

  private static StatefulSet statefulSet(String container, String image) {
    return new StatefulSetBuilder()
        .withNewMetadata()
        .withName("s")
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withNewTemplate()
        .withNewSpec()
        .withContainers(new ContainerBuilder().withName(container).withImage(image).build())
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static Service service(String protocol) {
    return new ServiceBuilder()
        .withNewMetadata()
        .withName("dns")
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .addNewPort()
        .withPort(53)
        .withProtocol(protocol)
        .endPort()
        .endSpec()
        .build();
  }

  static Vpc vpc(String namespace) {
    var vpc = new Vpc();
    vpc.getMetadata().setName("v");
    vpc.setSpec(new Vpc.Spec(List.of(namespace), null, null, null, null, null));
    return vpc;
  }
}
