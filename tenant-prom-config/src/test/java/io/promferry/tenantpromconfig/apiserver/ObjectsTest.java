package io.promferry.tenantpromconfig.apiserver;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ObjectsTest extends Fixture {
  @Test
  void givesIdentityAndTimeOfItsClock() {
    var created = client.resource(config("a", Map.of())).create().getMetadata();

    assertThat(created.getUid()).isNotBlank();
    assertThat(created.getCreationTimestamp()).isEqualTo(NOW.toString());
  }

  @Test
  void refusesToCreateTwice() {
    client.resource(config("a", Map.of())).create();

    assertRefused(409, () -> client.resource(config("a", Map.of())).create());
  }

  @Test
  void refusesAnUpdateOfAnOldVersion() {
    var old = client.resource(config("a", Map.of("k", "1"))).create();
    client.resource(config("a", Map.of("k", "2"))).update();
    old.setData(Map.of("k", "3"));

    assertRefused(409, () -> client.resource(old).update());
    assertThat(get("a").getData()).containsEntry("k", "2");
  }

  @Test
  void refusesAPatchThatNamesAnOldVersion() {
    var old = client.resource(config("a", Map.of("k", "1"))).create();
    client.resource(config("a", Map.of("k", "2"))).update();
    var patch =
        "{\"metadata\":{\"resourceVersion\":\""
            + old.getMetadata().getResourceVersion()
            + "\"},\"data\":{\"k\":\"3\"}}";

    assertRefused(
        409, () -> client.resource(old).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
  }

  @Test
  void wantsAVersionForUpdatesOfCustomResources() {
    server.define(Vpc.class);
    client.resource(ServerSideApplyTest.vpc("a")).create();

    assertRefused(
        422, () -> client.raw("/apis/kubeovn.io/v1/vpcs/v", "PUT", ServerSideApplyTest.vpc("b")));
  }

  @Test
  void countsGenerationsOfWhatIsWantedOnly() {
    server.define(Vpc.class);
    client.resource(ServerSideApplyTest.vpc("a")).create();
    label("x");
    assertThat(vpc().getMetadata().getGeneration()).isEqualTo(1);

    client
        .resource(vpc())
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"defaultSubnet\":\"s\"}}");
    assertThat(vpc().getMetadata().getGeneration()).isEqualTo(2);
  }

  @Test
  void keepsStatusFromWritesToTheObjectAndTheObjectFromWritesToStatus() {
    server.define(Vpc.class);
    client.resource(ServerSideApplyTest.vpc("a")).create();
    var both = "{\"spec\":{\"defaultSubnet\":\"s\"},\"status\":{\"standby\":true}}";
    client.resource(vpc()).subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), both);

    assertThat(vpc().getStatus().standby()).isTrue();
    assertThat(vpc().getSpec().defaultSubnet()).isNull();

    var other = "{\"spec\":{\"defaultSubnet\":\"s\"},\"status\":{\"standby\":false}}";
    client.resource(vpc()).patch(PatchContext.of(PatchType.JSON_MERGE), other);
    assertThat(vpc().getStatus().standby()).isTrue();
    assertThat(vpc().getSpec().defaultSubnet()).isEqualTo("s");
  }

  @Test
  void keepsWhatHasAFinalizerUntilThatIsGone() {
    var held = config("a", Map.of());
    held.getMetadata().setFinalizers(List.of("promferry.io/finalizer"));
    client.resource(held).create();
    client.resource(held).delete();
    assertThat(get("a").getMetadata().getDeletionTimestamp()).isEqualTo(NOW.toString());

    client
        .resource(held)
        .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"metadata\":{\"finalizers\":null}}");
    assertThat(get("a")).isNull();
  }

  @Test
  void takesNoNewFinalizerOnceItIsGoing() {
    var held = config("a", Map.of());
    held.getMetadata().setFinalizers(List.of("a/b"));
    client.resource(held).create();
    client.resource(held).delete();

    assertRefused(
        422,
        () ->
            client
                .resource(held)
                .patch(
                    PatchContext.of(PatchType.JSON_MERGE),
                    "{\"metadata\":{\"finalizers\":[\"a/b\",\"c/d\"]}}"));
  }

  @Test
  void collectsWhatTheRemovedObjectOwned() {
    var owner = client.resource(config("owner", Map.of())).create();
    client.resource(owned("owned", owner.getMetadata().getUid())).create();
    assertThat(get("owned")).isNotNull();
    client.resource(owner).delete();

    assertThat(get("owned")).isNull();
  }

  @Test
  void collectsWhatAnOwnerInAnotherNamespaceWouldHold() {
    server.addNamespace("other");
    var elsewhere = config("owner", Map.of());
    elsewhere.getMetadata().setNamespace("other");
    var owner = client.resource(elsewhere).create();
    client.resource(owned("owned", owner.getMetadata().getUid())).create();

    assertThat(get("owned")).isNull();
  }

  @Test
  void removesANamespaceWithAllThatIsInIt() {
    client.resource(config("a", Map.of())).create();
    client.namespaces().withName("default").delete();

    assertThat(get("a")).isNull();
    assertRefused(404, () -> client.resource(config("b", Map.of())).create())
        .hasMessageContaining("namespaces \"default\" not found");
  }

  @Test
  void knowsNoKindWithoutItsDefinition() {
    assertRefused(404, () -> client.resources(Vpc.class).list())
        .hasMessageContaining("could not find the requested resource");
    assertThat(client.supports(Vpc.class)).isFalse();

    server.define(Vpc.class);
    assertThat(client.resources(Vpc.class).list().getItems()).isEmpty();
    assertThat(client.supports(Vpc.class)).isTrue();
  }

  @Test
  void encodesTheStringsOfASecret() {
    var secret =
        new SecretBuilder()
            .withNewMetadata()
            .withName("s")
            .endMetadata()
            .addToStringData("token", "abc")
            .build();

    assertThat(client.resource(secret).create().getData()).isEqualTo(Map.of("token", "YWJj"));
  }

  @Test
  void selectsByLabelsAndFields() {
    for (var value : List.of("a", "b", "c")) {
      var map = config(value, Map.of());
      map.getMetadata().setLabels(Map.of("l", value));
      client.resource(map).create();
    }
    client.resource(config("none", Map.of())).create();

    assertThat(client.configMaps().withLabelIn("l", "a", "b").list().getItems()).hasSize(2);
    assertThat(client.configMaps().withLabelNotIn("l", "a", "b").list().getItems()).hasSize(2);
    assertThat(client.configMaps().withLabel("l").list().getItems()).hasSize(3);
    assertThat(client.configMaps().withLabel("l", "c").list().getItems()).hasSize(1);
    assertThat(client.configMaps().withField("metadata.name", "b").list().getItems()).hasSize(1);
  }

  private void label(String value) {
    client
        .resource(vpc())
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            "{\"metadata\":{\"labels\":{\"l\":\"" + value + "\"}}}");
  }

  private Vpc vpc() {
    return client.resources(Vpc.class).withName("v").get();
  }

  private static ConfigMap owned(String name, String uid) {
    return new ConfigMapBuilder(config(name, Map.of()))
        .editMetadata()
        .withOwnerReferences(
            new OwnerReferenceBuilder()
                .withApiVersion("v1")
                .withKind("ConfigMap")
                .withName("owner")
                .withUid(uid)
                .build())
        .endMetadata()
        .build();
  }
}
