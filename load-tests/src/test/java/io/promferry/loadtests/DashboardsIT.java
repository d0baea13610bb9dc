package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.peer.ScrapeJob;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.OneSeries;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * What the dashboards ask, of a real Prometheus that scrapes a real gateway with work to do; what
 * tenants are told of themselves, of the central store.
 */
class DashboardsIT {
  private static final Path DASHBOARDS = HouseFiles.loadTests("../helm/promferry/dashboards");
  private static final Duration WITHIN = Duration.ofSeconds(90);
  private static final int EXPRESSIONS = 40;

  /** There is no optional store here, no TLS, and nothing that is down. */
  private static final Predicate<String> MAY_BE_EMPTY =
      Pattern.compile("upstream_missed|certificate_expiry|upstream_retries|1 - up").asPredicate();

  private static final TenantEntry ACME =
      TenantEntry.of("acme")
          .withLimits(Map.of("active-series", 100_000))
          .with("sources", Map.of("mode", "audit", "addresses", List.of("10.200.0.11")));

  private static final TenantEntry BETA =
      TenantEntry.of("beta").withLimits(Map.of("samples-per-second", 1, "burst-samples", 1));

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void showSomethingEverywhere() throws IOException {
    var central = lab.centralPrometheus();
    var settings = GatewaySettings.of(central.writeUri()).with("tenant-series", "every", "1s");
    var gateway = lab.gateway(settings, ACME, BETA);
    var jobs = List.of(ScrapeJob.self(0), new ScrapeJob("gateway", gateway.statusPage(), Map.of()));
    var prometheus = lab.newerTenant(ACME, tenant(gateway.target(ACME)).withJobs(jobs));
    var expressions = expressions();

    assertThat(expressions).hasSizeGreaterThan(EXPRESSIONS);
    await()
        .atMost(WITHIN)
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> {
          misbehave(gateway);
          var now = Instant.now();
          assertThat(expressions)
              .filteredOn(MAY_BE_EMPTY.negate())
              .allSatisfy(expression -> {
                var asked = expression.contains("promferry_tenant_") ? central : prometheus;
                assertThat(asked.query().series(expression, now)).as(expression).isPositive();
              });
        });
    assertThat(expressions)
        .filteredOn(MAY_BE_EMPTY)
        .isNotEmpty()
        .allSatisfy(expression ->
            assertThatCode(() -> prometheus.query().series(expression, Instant.now()))
                .as(expression)
                .doesNotThrowAnyException());
  }

  /** A reload, a forged label, a series without a name, too many samples, and a token of nobody. */
  private static void misbehave(GatewayProcess gateway) {
    assertThat(gateway.reload()).isEqualTo(200);
    var forged = new OneSeries("forged", Map.of("tenant", "beta"), Instant.now(), 1);
    assertThat(gateway.statusOfWrite(forged.body(), ACME.token())).isEqualTo(204);
    var nameless = new OneSeries("", Map.of("job", "x"), Instant.now(), 1);
    assertThat(gateway.statusOfWrite(nameless.body(), ACME.token())).isEqualTo(400);
    var fine = new OneSeries("fine", Map.of("job", "x"), Instant.now(), 1);
    assertThat(gateway.statusOfWrite(fine.body(), BETA.token())).isIn(204, 503);
    assertThat(gateway.statusOfWrite(fine.body(), BETA.token())).isEqualTo(503);
    assertThat(gateway.statusOfWrite(fine.body(), "a token of nobody")).isEqualTo(401);
  }

  private static List<String> expressions() throws IOException {
    var found = new ArrayList<String>();
    try (var files = Files.list(DASHBOARDS)) {
      for (var file : files.sorted().toList()) {
        collect(JsonParser.parseString(Files.readString(file)), found);
      }
    }
    return found.stream()
        .map(expression ->
            expression
                .replace("$tenant", ".*")
                .replace("$vpc", ".*")
                .replace("$__rate_interval", "30s"))
        .distinct()
        .toList();
  }

  private static void collect(JsonElement json, List<String> found) {
    if (json.isJsonArray()) {
      json.getAsJsonArray().forEach(element -> collect(element, found));
    } else if (json.isJsonObject()) {
      var object = json.getAsJsonObject();
      if (object.has("expr")) {
        found.add(object.get("expr").getAsString());
      }
      object.asMap().values().forEach(element -> collect(element, found));
    }
  }
}
