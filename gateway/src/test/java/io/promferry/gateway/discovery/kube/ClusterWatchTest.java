package io.promferry.gateway.discovery.kube;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.discovery.KnownCluster;
import io.promferry.gateway.discovery.TargetAnswer;
import io.promferry.gateway.discovery.TargetLists;
import io.promferry.gateway.discovery.TenantScope;
import io.promferry.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is heard of an API server, and what becomes of it when nothing more is heard. */
class ClusterWatchTest {
  private static final TenantScope ACME =
      new TenantScope(new TenantId("acme", "vpc-acme"), List.of(), false, Set.of("tenant", "vpc"));

  private final FakeApi api = new FakeApi();
  private final KnownCluster cluster = new KnownCluster();

  @AfterEach
  void stop() {
    api.close();
  }

  private ClusterWatch watch() {
    return new ClusterWatch(api.client(), cluster, true);
  }

  private static ConditionFactory eventually() {
    return await().atMost(Duration.ofMinutes(1));
  }

  /** As if each request came a second after the one before. */
  private String list(ClusterWatch watch) {
    var lists = new TargetLists(cluster, watch::missing, System::nanoTime);
    return switch (lists.of(ACME)) {
      case TargetAnswer.Listed listed -> new String(listed.body().json(), UTF_8);
      case TargetAnswer.NotReady notReady -> notReady.why();
    };
  }

  @Test
  void findsWhatIsThereAndWhatComesAndGoes() {
    api.vpc("vpc-acme", "acme", "10.0.1.0/24");
    api.pod("acme", "web-0", "10.0.1.3");
    try (var watch = watch()) {
      eventually().until(() -> list(watch).contains("10.0.1.3:8080"));
      assertThat(list(watch))
          .contains("\"__meta_kubernetes_pod_annotation_acme_example_note\":\"hello\"")
          .doesNotContain("last_applied")
          .doesNotContain("ovn_kubernetes_io");

      api.pod("acme", "web-1", "10.0.1.4");
      eventually().until(() -> list(watch).contains("10.0.1.4:8080"));

      api.client().pods().inNamespace("acme").withName("web-0").delete();
      eventually().until(() -> !list(watch).contains("10.0.1.3:8080"));
    }
  }

  @Test
  void forgetsAPodThatEnds() {
    api.vpc("vpc-acme", "acme", "10.0.1.0/24");
    api.pod("acme", "web-0", "10.0.1.3");
    try (var watch = watch()) {
      eventually().until(() -> list(watch).contains("10.0.1.3:8080"));

      api.client()
          .pods()
          .inNamespace("acme")
          .withName("web-0")
          .editStatus(pod -> {
            pod.getStatus().setPhase("Succeeded");
            return pod;
          });

      eventually().until(() -> list(watch).equals("[]\n"));
    }
  }

  @Test
  void isNotReadyWithoutKubeOvnAndFindsItWhenItComes() {
    api.refuse("vpcs", 404).refuse("subnets", 404);
    try (var watch = watch()) {
      eventually().until(() -> list(watch).contains("there is no such kind"));

      api.allow("vpcs");
      api.allow("subnets");
      api.vpc("vpc-acme", "acme", "10.0.1.0/24");
      api.pod("acme", "web-0", "10.0.1.3");

      eventually().until(() -> list(watch).contains("10.0.1.3:8080"));
    }
  }

  @Test
  void saysWhichRightIsMissing() {
    api.refuse("pods", 403);
    try (var watch = watch()) {
      eventually()
          .until(() -> list(watch).contains("pods are not known yet: the right to list and watch"));
    }
  }

  @Test
  void goesOnWithoutMonitorsAndFindsThemWhenTheyCome() {
    api.refuse("podmonitors", 404).refuse("servicemonitors", 403);
    api.vpc("vpc-acme", "acme", "10.0.1.0/24");
    api.pod("acme", "web-0", "10.0.1.3");
    try (var watch = watch()) {
      eventually().until(() -> list(watch).contains("\"port-name\""));

      api.allow("podmonitors");
      api.apply(
          """
          apiVersion: monitoring.coreos.com/v1
          kind: PodMonitor
          metadata: {name: web, namespace: acme}
          spec:
            selector: {matchLabels: {app: web}}
            podMetricsEndpoints: [{port: metrics, interval: 15s, honorLabels: false}]
          """);

      eventually().until(() -> list(watch).contains("\"__meta_promferry_monitor\":\"acme/web\""));
    }
  }

  @Test
  void keepsWhatItKnowsWhileTheApiServerIsAwayAndLearnsWhatHasChanged() {
    api.vpc("vpc-acme", "acme", "10.0.1.0/24");
    api.pod("acme", "web-0", "10.0.1.3");
    try (var watch = watch()) {
      eventually().until(() -> list(watch).contains("10.0.1.3:8080") && watch.isWatching());

      api.goAway();
      eventually().until(() -> !watch.isWatching());
      assertThat(list(watch)).contains("10.0.1.3:8080");

      api.comeBack();
      api.vpc("vpc-acme", "acme", "10.0.1.0/24");
      api.pod("acme", "web-9", "10.0.1.9");
      eventually()
          .until(() -> list(watch).contains("10.0.1.9:8080"));
    }
  }
}
