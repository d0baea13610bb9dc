package io.promferry.tenantpromconfig.apiserver;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** A server and a few words to talk of it. */
abstract class Fixture {
  static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  final ApiServer server = new ApiServer(Clock.fixed(NOW, ZoneOffset.UTC));
  final KubernetesClient client = server.client();

  @AfterEach
  void close() {
    server.close();
  }

  static ConfigMap config(String name, Map<String, String> data) {
    return new ConfigMapBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withData(data)
        .build();
  }

  ConfigMap get(String name) {
    return client.configMaps().inNamespace("default").withName(name).get();
  }

  static PatchContext by(String manager) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(false)
        .build();
  }

  static PatchContext forced(String manager) {
    return new PatchContext.Builder()
        .withPatchType(PatchType.SERVER_SIDE_APPLY)
        .withFieldManager(manager)
        .withForce(true)
        .build();
  }

  static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      int code, ThrowingCallable call) {
    return Assertions.assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            KubernetesClientException.class,
            e -> Assertions.assertThat(e.getCode()).isEqualTo(code));
  }
}
