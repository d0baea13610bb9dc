package io.promferry.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  /** Metrics of the JVM, and what a tenant's Prometheus says of its scrapes. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(up|scrape_samples_scraped)\\{|process_cpu_usage|jvm_memory_(used|max)_bytes");

  private static final Pattern METRIC = Pattern.compile("promferry_[a-z_]+");

  @Test
  void alertsAskForMetricsThatThereAre() throws IOException {
    assertThat(alerts()).isNotEmpty().allSatisfy(alert -> assertKnown(alert.expr()));
  }

  @Test
  void alertsSayWhatToDo() {
    assertThat(alerts())
        .allSatisfy(alert -> {
          assertThat(alert.annotations()).containsOnlyKeys("summary", "description", "runbook");
          assertThat(alert.labels().get("severity")).isIn("warning", "critical");
          assertThat(alert.expr() + alert.annotations()).doesNotContain("@");
          assertThat(alert.pending()).matches("[0-9]+[mh]");
        });
    assertThat(alerts()).extracting(ForeignKinds.Rule::alert).doesNotHaveDuplicates();
  }

  private static List<ForeignKinds.Rule> alerts() {
    return StrictKinds.read(
            RenderedChart.of("full").foreign("PrometheusRule"), ForeignKinds.PrometheusRule.class)
        .spec()
        .groups()
        .getFirst()
        .rules();
  }

  @Test
  void dashboardsAskForMetricsThatThereAre() throws IOException {
    for (var dashboard : dashboards()) {
      var ours =
          dashboard.findValuesAsText("expr").stream()
              .filter(expression -> !FOREIGN.matcher(expression).find())
              .toList();
      assertThat(ours).isNotEmpty().allSatisfy(MonitoringTest::assertKnown);
    }
  }

  @Test
  void dashboardsHaveAPlaceForEachPanel() throws IOException {
    for (var dashboard : dashboards()) {
      assertThat(dashboard.path("uid").asText()).isNotEmpty();
      assertThat(dashboard.path("panels"))
          .extracting(panel -> panel.path("id").asInt())
          .doesNotHaveDuplicates();
      var panels = dashboard.path("panels").findValues("gridPos");
      for (int i = 0; i < panels.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(overlap(panels.get(i), panels.get(j)))
              .as(panels.get(i) + " and " + panels.get(j))
              .isFalse();
        }
      }
    }
  }

  private static boolean overlap(JsonNode a, JsonNode b) {
    return overlap(a, b, "x", "w") && overlap(a, b, "y", "h");
  }

  private static boolean overlap(JsonNode a, JsonNode b, String from, String size) {
    return a.path(from).asInt() < b.path(from).asInt() + b.path(size).asInt()
        && b.path(from).asInt() < a.path(from).asInt() + a.path(size).asInt();
  }

  private static List<JsonNode> dashboards() throws IOException {
    var json = new ObjectMapper();
    var found = new ArrayList<JsonNode>();
    for (var configMap : RenderedChart.of("full").all(ConfigMap.class)) {
      if ("1".equals(configMap.getMetadata().getLabels().get("grafana_dashboard"))) {
        for (var text : configMap.getData().values()) {
          found.add(json.readTree(text));
        }
      }
    }
    assertThat(found).isNotEmpty();
    return found;
  }

  /** By the manual, in which histograms have neither bucket, sum nor count. */
  private static void assertKnown(String expression) throws IOException {
    var manual =
        Files.readString(Path.of("../gateway/docs/metrics.md"))
            + Files.readString(Path.of("../tenant-prom-config/README.md"));
    assertThat(METRIC.matcher(expression).results().map(MatchResult::group))
        .isNotEmpty()
        .allSatisfy(metric ->
            assertThat(manual).contains("`" + metric.replaceFirst("_(bucket|sum|count)$", "")));
  }
}
