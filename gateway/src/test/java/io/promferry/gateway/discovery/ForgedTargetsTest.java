package io.promferry.gateway.discovery;

import static io.promferry.gateway.discovery.TestCluster.ACME;
import static io.promferry.gateway.discovery.TestCluster.BETA;
import static io.promferry.gateway.discovery.TestCluster.FORCED;
import static io.promferry.gateway.discovery.TestCluster.endpoint;
import static io.promferry.gateway.discovery.TestCluster.set;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.discovery.Monitor.Endpoint;
import io.promferry.gateway.discovery.Monitor.Relabeling;
import io.promferry.gateway.discovery.TestCluster.TestPod;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tenant that forges everything that it can write gets nothing by it. */
class ForgedTargetsTest {
  private static final String OWN = "10.0.1.3:8080";

  private final TestCluster cluster = new TestCluster();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.1.4:8080",
        "10.96.0.1:443",
        "10.0.1.3:8080@evil.example",
        "10.0.1.3",
        "10.0.1.3:0",
        "10.0.1.3:99999",
        "10.0.1.33:8080",
        "10.0.1.3:80/x",
        "evil.example:80"
      })
  void cannotMoveATargetElsewhereByRules(String address) {
    cluster.add(TestPod.at("10.0.1.3"));
    cluster.podMonitor("acme", "forger", endpoint("metrics", set("__address__", address)));

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).anyMatch(text -> text.startsWith("acme/forger "));
  }

  @Test
  void mayChooseAnotherPortOfItsOwnPodByRules() {
    cluster.add(TestPod.at("10.0.1.3"));
    cluster.podMonitor("acme", "mover", endpoint("metrics", set("__address__", "10.0.1.3:9999")));

    assertThat(cluster.addresses(ACME)).containsExactly("10.0.1.3:9999");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://evil.example/?", "file", "https://"})
  void cannotMoveATargetElsewhereByItsScheme(String scheme) {
    cluster.add(
        TestPod.at("10.0.1.3")
            .annotated("prometheus.io/scrape", "true", "prometheus.io/scheme", scheme));
    cluster.add(TestPod.at("10.0.1.4").named("web-1"));
    cluster.monitor(
        new Monitor(
            Monitor.Kind.POD,
            "acme",
            "forger",
            "",
            List.of(),
            List.of(),
            new LabelSelector(Map.of("app", "web"), List.of()),
            Monitor.NamespaceChoice.OWN,
            List.of(endpoint("metrics", set("__scheme__", scheme))),
            List.of()));

    assertThat(cluster.addresses(ACME)).isEmpty();
  }

  @Test
  void cannotSetAForcedLabelByAnnotationsLabelsOrRules() {
    cluster.add(
        TestPod.at("10.0.1.3")
            .labelled("tenant", "beta", "vpc", "vpc-beta", "cluster", "x", "app", "web"));
    cluster.monitor(
        new Monitor(
            Monitor.Kind.POD,
            "acme",
            "forger",
            "",
            List.of(),
            List.of("app", "tenant", "vpc"),
            LabelSelector.EVERYTHING,
            Monitor.NamespaceChoice.OWN,
            List.of(
                endpoint(
                    "metrics",
                    set("tenant", "beta"),
                    set("vpc", "vpc-beta"),
                    set("cluster", "other"),
                    new Relabeling(
                        List.of(),
                        null,
                        "__meta_kubernetes_pod_label_(.+)",
                        0,
                        null,
                        "$1",
                        "labelmap"))),
            List.of()));

    var target = cluster.targets(ACME).getFirst();

    assertThat(target.address()).isEqualTo(OWN);
    assertThat(target.labels()).doesNotContainKeys(FORCED.toArray(String[]::new));
    assertThat(target.labels()).containsEntry("app", "web");
  }

  @Test
  void cannotReachIntoAnotherTenantsNamespaceWithAMonitor() {
    cluster.add(TestPod.at("10.0.1.3").in("beta").claiming("vpc-beta", "beta-net", "10.0.1.3"));
    cluster.monitor(
        new Monitor(
            Monitor.Kind.POD,
            "acme",
            "forger",
            "",
            List.of(),
            List.of(),
            LabelSelector.EVERYTHING,
            new Monitor.NamespaceChoice(false, List.of("beta", "kube-system")),
            List.of(endpoint("metrics")),
            List.of()));

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.addresses(BETA)).containsExactly(OWN);
    assertThat(cluster.leftOut(ACME)).hasSize(2).allMatch(text -> text.startsWith("acme/forger "));
  }

  @Test
  void cannotGiveAddressesByHandInAService() {
    cluster.service("acme", "by-hand", Map.of("prometheus.io/scrape", "true"), Map.of());

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).singleElement().asString().contains("given by hand");
  }

  @ParameterizedTest
  @ValueSource(strings = {"((a{1000}){1000}){1000}", "(a{1000}b{2}){3}", "a{99999999}", "("})
  void cannotMakeTheGatewayCompileAHugeRegex(String regex) {
    cluster.add(TestPod.at("10.0.1.3"));
    cluster.podMonitor(
        "acme",
        "forger",
        endpoint("metrics", new Relabeling(List.of("job"), null, regex, 0, "x", "y", null)));

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).anyMatch(text -> text.contains("regex"));
  }

  @Test
  void cannotMakeALabelGrowWithoutEnd() {
    var doubling = new Relabeling[40];
    for (int i = 0; i < doubling.length; i++) {
      doubling[i] = new Relabeling(List.of("job"), null, "(.*)", 0, "job", "$1$1", null);
    }
    cluster.add(TestPod.at("10.0.1.3"));
    cluster.podMonitor("acme", "forger", endpoint("metrics", doubling));

    assertThat(cluster.addresses(ACME)).isEmpty();
  }

  @Test
  void cannotMakeTheGatewayWorkWithoutEnd() {
    var slow = new Relabeling[EndpointRules.MOST_RULES];
    for (int i = 0; i < slow.length; i++) {
      slow[i] =
          new Relabeling(List.of(), null, "(ab|cd|.*b)+c?".repeat(60), 0, null, "$1", "labelmap");
    }
    for (int i = 0; i < 200; i++) {
      cluster.add(TestPod.at("10.0.1." + (i + 3)).named("web-" + i));
    }
    cluster.podMonitor("acme", "forger", endpoint("metrics", slow));

    assertThat(cluster.leftOut(ACME)).anyMatch(text -> text.contains("too much work"));
  }

  @Test
  void cannotSpoilTheListWithALabelThatIsNone() {
    cluster.add(TestPod.at("10.0.1.3"));
    cluster.podMonitor("acme", "forger", endpoint("metrics", set("no-name", "x")));

    assertThat(cluster.addresses(ACME)).isEmpty();
  }

  @Test
  void cannotSpoilTheListWithTextOfAnnotations() {
    cluster.add(TestPod.at("10.0.1.3").annotated("note", "\"}],\n\\ \u0001 €"));

    var json = new String(TargetsJson.of(cluster.targets(ACME)), UTF_8);

    assertThat(json).contains("\"\\\"}],\\u000a\\\\ \\u0001 €\"");
  }

  @Test
  void cannotHideAnEndpointThatNeedsMoreBehindItsPortsName() {
    cluster.add(TestPod.at("10.0.1.3"));
    cluster.podMonitor(
        "acme",
        "secured",
        new Endpoint("metrics", "", "", "", Map.of(), "", "", List.of(), List.of("basicAuth")));

    assertThat(cluster.addresses(ACME)).isEmpty();
    assertThat(cluster.leftOut(ACME)).anyMatch(text -> text.contains("has basicAuth"));
  }
}
