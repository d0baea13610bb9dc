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
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MonitoringTest {
  /** Metrics of the JVM, and what a tenant's Prometheus says of its scrapes. */
  private static final Pattern FOREIGN =
      Pattern.compile(
          "\\b(up|scrape_samples_scraped)\\{|process_cpu_usage|jvm_memory_(used|max)_bytes");

  private static final Pattern RECORDED = Pattern.compile("[a-z_]+:promferry_[a-z_]+:[a-z0-9_]+");
  private static final Pattern SECTION = Pattern.compile("(?m)^## (\\w+)$");
  private static final Pattern METRIC = Pattern.compile("promferry_[a-z_]+");

  @Test
  void rulesAskForMetricsThatThereAre() throws IOException {
    var recorded = recordings().stream().map(ForeignKinds.Recording::record).toList();
    assertThat(recorded).isNotEmpty().doesNotHaveDuplicates();
    var expressions =
        Stream.concat(
                recordings().stream().map(ForeignKinds.Recording::expr),
                alerts().stream().map(ForeignKinds.Alert::expr))
            .toList();
    for (var expression : expressions) {
      var used = RECORDED.matcher(expression).results().map(MatchResult::group).toList();
      assertThat(recorded).as(expression).containsAll(used);
      if (used.isEmpty()) {
        assertKnown(expression);
      }
    }
  }

  @Test
  void alertsSayWhatToDo() {
    assertThat(alerts())
        .isNotEmpty()
        .allSatisfy(alert -> {
          assertThat(alert.annotations())
              .containsOnlyKeys("summary", "description", "runbook", "runbook_url");
          assertThat(alert.labels().get("severity")).isIn("info", "warning", "critical");
          assertThat(alert.pending()).matches("[0-9]+[mh]");
        });
    assertThat(alerts()).extracting(ForeignKinds.Alert::alert).doesNotHaveDuplicates();
  }

  @Test
  void alertsAreThoseOfThePlainFileButForWhatTheChartIsTold() throws IOException {
    var plain = Yaml.file(RenderedChart.CHART.resolve("alerts.yaml")).toString();
    var told =
        plain
            .replace(
                "(promferry_build_info)", "(promferry_build_info{namespace=\\\"promferry\\\"})")
            .replace("10 * 60", "15 * 60")
            .replace("for 10 minutes", "for 15 minutes")
            .replaceFirst("(15 \\* 60\",\"for\":\")10m", "$115m")
            .replace("gateway/docs/runbook.md", "https://manual.example/runbook.md");
    assertThat(told).isNotEqualTo(plain);

    assertThat(RenderedChart.of("full").foreign("PrometheusRule").path("spec"))
        .isEqualTo(new ObjectMapper().readTree(told));
  }

  @Test
  void alertsLeadToTheirSectionsOfTheRunbook() throws IOException {
    var sections =
        SECTION
            .matcher(Files.readString(Path.of("../gateway/docs/runbook.md")))
            .results()
            .map(heading -> heading.group(1))
            .toList();

    assertThat(alerts()).extracting(ForeignKinds.Alert::alert).isEqualTo(sections);
    assertThat(alerts())
        .allSatisfy(alert ->
            assertThat(alert.annotations().get("runbook_url"))
                .isEqualTo(
                    "https://manual.example/runbook.md#" + alert.alert().toLowerCase(Locale.ROOT)));
  }

  private static List<ForeignKinds.Alert> alerts() {
    return rules(rule -> !rule.has("record"), ForeignKinds.Alert.class);
  }

  private static List<ForeignKinds.Recording> recordings() {
    return rules(rule -> rule.has("record"), ForeignKinds.Recording.class);
  }

  private static <T> List<T> rules(Predicate<JsonNode> which, Class<T> as) {
    return StrictKinds.read(
            RenderedChart.of("full").foreign("PrometheusRule"), ForeignKinds.PrometheusRule.class)
        .spec()
        .groups()
        .stream()
        .flatMap(group -> group.rules().stream())
        .filter(which)
        .map(rule -> StrictKinds.read(rule, as))
        .toList();
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
            + Files.readString(Path.of("../gateway/docs/troubleshooting.md"))
            + Files.readString(Path.of("../tenant-prom-config/README.md"));
    assertThat(METRIC.matcher(expression).results().map(MatchResult::group))
        .isNotEmpty()
        .allSatisfy(metric ->
            assertThat(manual).contains("`" + metric.replaceFirst("_(bucket|sum|count)$", "")));
  }
}
