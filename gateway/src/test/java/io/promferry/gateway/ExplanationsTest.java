package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.status.SettableClock;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.xerial.snappy.Snappy;

/** What {@code /api/v1/tenants} says of a tenant, after real writes to a whole gateway. */
class ExplanationsTest {
  private static final Instant START = Instant.parse("2026-01-02T09:12:00Z");

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock(START);
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    store = ScriptedStore.answering(204);
    gateway = RunningGateway.at(clock, directory, store);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    gateway.close();
    store.close();
  }

  @Test
  void saysThatATenantWrites() throws IOException, InterruptedException {
    gateway.write(Writes.rw1(40, clock.millis()), Writes.RW1);
    clock.advance(Duration.ofSeconds(10));

    var acme = tenant("acme");
    assertThat(acme.getJsonObject("verdict"))
        .isEqualTo(verdict("writing", "ok", "writing: 4 samples/s, newest sample 9 s old"));
    assertThat(acme.getJsonObject("lastWrite"))
        .isEqualTo(
            new JsonObject()
                .put("time", "2026-01-02T09:12:00Z")
                .put("outcome", "accepted")
                .put("status", 204));
    assertThat(acme.getString("lastAccepted")).isEqualTo("2026-01-02T09:12:00Z");
    assertThat(acme.getValue("lastRefusal")).isNull();
    var total = acme.getJsonObject("total");
    assertThat(total.getLong("samples")).isEqualTo(40);
    assertThat(total.getJsonObject("writes")).isEqualTo(new JsonObject().put("accepted", 1));
  }

  @Test
  void doesNotTakeAStartForSilence() throws IOException, InterruptedException {
    clock.advance(Duration.ofMinutes(2));

    assertThat(tenant("acme").getJsonObject("verdict"))
        .isEqualTo(
            verdict(
                "unknown_since_start",
                "unknown",
                "unknown since start: no write yet, and the gateway started 2 min ago"));
  }

  @Test
  void saysThatATenantNeverWrote() throws IOException, InterruptedException {
    clock.advance(Duration.ofDays(3));

    assertThat(tenant("acme").getJsonObject("verdict"))
        .isEqualTo(verdict("never_wrote", "failing", "never wrote; gateway is up for 3 d"));
  }

  static Stream<Arguments> refusals() throws IOException {
    return Stream.of(
        Arguments.argumentSet("malformed", "malformed", 400, new byte[] {5, -1, -1}),
        Arguments.argumentSet("too large", "too_large", 413, new byte[70_000]),
        Arguments.argumentSet(
            "every series", "every_series_refused", 400, nameless("<b>\"tenant's\"</b>")));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void tellsTheOperatorTheVeryTextThatTheTenantWasAnswered(String code, int status, byte[] body)
      throws IOException, InterruptedException {
    var answer = gateway.write(body, Writes.RW1);

    var acme = tenant("acme");
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(acme.getJsonObject("verdict").getString("code")).isEqualTo(code);
    assertThat(acme.getJsonObject("verdict").getString("severity")).isEqualTo("failing");
    assertThat(acme.getJsonObject("lastRefusal").getInteger("status")).isEqualTo(status);
    assertThat(acme.getJsonObject("lastRefusal").getString("text") + "\n").isEqualTo(answer.body());
  }

  @Test
  void showsTheStatusThatVmagentWasAnswered() throws IOException, InterruptedException {
    var answer = gateway.write(new byte[70_000], Writes.with(Writes.RW1, "User-Agent", "vmagent"));

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(tenant("acme").getJsonObject("lastWrite").getInteger("status")).isEqualTo(400);
  }

  @Test
  void saysWhyEverySeriesIsRefused() throws IOException, InterruptedException {
    gateway.write(nameless("a"), Writes.RW1);
    clock.advance(Duration.ofMinutes(3));

    var acme = tenant("acme");
    assertThat(acme.getJsonObject("verdict").getString("text"))
        .isEqualTo("every series is refused for 3 min: no metric name");
    assertThat(acme.getJsonObject("total").getJsonObject("seriesRefused"))
        .isEqualTo(new JsonObject().put("missing_metric_name", 1));
  }

  @Test
  void saysThatTheCentralStoreIsDownAndSinceWhen() throws IOException, InterruptedException {
    store.follow(_ -> new ScriptedStore.Reply.Answer(503, "not yet"));
    var answer = gateway.write(Writes.rw1(1), Writes.RW1);
    clock.advance(Duration.ofMinutes(3));

    var all = tenants("");
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).startsWith("upstream central answered 503 not yet");
    assertThat(first(all).getJsonObject("verdict"))
        .isEqualTo(
            verdict(
                "upstream_unavailable",
                "failing",
                "refused for 3 min: upstream central is down since 09:12 UTC"
                    + " (answered 503 not yet)"));
    var central = all.getJsonArray("upstreams").getJsonObject(0);
    assertThat(central.getString("name")).isEqualTo("central");
    assertThat(central.getString("state")).isEqualTo("down");
    assertThat(central.getString("since")).isEqualTo("2026-01-02T09:12:00Z");
    assertThat(central.getString("text")).isEqualTo("upstream central answered 503 not yet");
    assertThat(central.getValue("lastSuccess")).isNull();
  }

  @Test
  void saysWhatTheLastAnswerToASilentTenantWas() throws IOException, InterruptedException {
    store.follow(_ -> new ScriptedStore.Reply.Answer(503, "not yet"));
    gateway.write(Writes.rw1(1), Writes.RW1);
    clock.advance(Duration.ofMinutes(7));

    assertThat(tenant("acme").getJsonObject("verdict"))
        .isEqualTo(
            verdict(
                "silent",
                "failing",
                "no write for 7 min; the last answer was 503: upstream central is down since"
                    + " 09:12 UTC (answered 503 not yet)"));
  }

  @Test
  void seesThatTheCentralStoreIsBack() throws IOException, InterruptedException {
    store.follow(_ -> new ScriptedStore.Reply.Answer(503, "not yet"));
    gateway.write(Writes.rw1(1), Writes.RW1);
    clock.advance(Duration.ofMinutes(6));
    store.follow(_ -> new ScriptedStore.Reply.Answer(204));
    gateway.write(Writes.rw1(1, clock.millis()), Writes.RW1);

    var all = tenants("");
    var central = all.getJsonArray("upstreams").getJsonObject(0);
    assertThat(central.getString("state")).isEqualTo("up");
    assertThat(central.getString("since")).isEqualTo("2026-01-02T09:18:00Z");
    assertThat(central.getString("lastSuccess")).isEqualTo("2026-01-02T09:18:00Z");
    assertThat(central.getJsonArray("takes")).containsExactly("rw1", "rw2");
    assertThat(central.getInteger("concurrencyLimit")).isPositive();
    var latency = central.getJsonObject("latency");
    assertThat(latency.getInteger("answers")).isEqualTo(store.requests().size());
    assertThat(latency.getDouble("medianSeconds")).isPositive();
    assertThat(latency.getDouble("p99Seconds"))
        .isGreaterThanOrEqualTo(latency.getDouble("medianSeconds"));
    assertThat(first(all).getJsonObject("verdict").getString("code")).isEqualTo("writing");
  }

  @Test
  void keepsATenantsJournalOverAReload() throws Exception {
    gateway.write(Writes.rw1(1), Writes.RW1);
    clock.advance(Duration.ofMinutes(1));
    reload(RunningGateway.tenant("acme", "secret"), RunningGateway.tenant("beta", "other"));

    var all = tenants("");
    assertThat(first(all).getJsonObject("total").getLong("samples")).isEqualTo(1);
    assertThat(first(all).getString("knownSince")).isEqualTo("2026-01-02T09:12:00Z");
    assertThat(all.getJsonArray("tenants").getJsonObject(1).getString("knownSince"))
        .isEqualTo("2026-01-02T09:13:00Z");
  }

  @Test
  void forgetsATenantThatAReloadRemoves() throws Exception {
    gateway.write(Writes.rw1(1), Writes.RW1);
    reload(RunningGateway.tenant("beta", "other"));
    assertThat(tenants("").getJsonArray("tenants"))
        .singleElement()
        .extracting(entry -> ((JsonObject) entry).getString("tenant"))
        .isEqualTo("beta");

    reload(RunningGateway.tenant("acme", "secret"));

    assertThat(tenant("acme").getValue("lastWrite")).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                             | 3",
        "?tenant=acme                   | 1",
        "?vpc=vpc-beta                  | 1",
        "?tenant=acme&vpc=vpc-beta      | 0",
        "?tenant=                       | 0",
        "?colour=red&tenant=gamma       | 1",
      })
  void showsTheTenantsThatAreAskedFor(String query, int tenants) throws Exception {
    reload(
        RunningGateway.tenant("acme", "secret"),
        RunningGateway.tenant("beta", "other"),
        RunningGateway.tenant("gamma", "third"));

    assertThat(tenants(query).getJsonArray("tenants")).hasSize(tenants);
  }

  @Test
  void saysWhichGatewayItIs() throws IOException, InterruptedException {
    clock.advance(Duration.ofMinutes(1));

    var all = tenants("");
    assertThat(all.getString("version")).isEqualTo("development");
    assertThat(all.getString("replica")).isNotEmpty();
    assertThat(all.getString("started")).isEqualTo("2026-01-02T09:12:00Z");
    assertThat(all.getString("now")).isEqualTo("2026-01-02T09:13:00Z");
  }

  @Test
  void hasTheFieldsThatTheManualPromises() throws IOException, InterruptedException {
    gateway.write(nameless("a"), Writes.RW1);

    var promised = fields("", manualsExample());
    assertThat(promised).containsAll(fields("", tenants("")));
    assertThat(promised).contains("tenants.verdict.text", "upstreams.takes");
  }

  private static JsonObject manualsExample() throws IOException {
    var manual = Files.readString(Path.of("docs/troubleshooting.md"));
    int start = manual.indexOf("```json\n") + "```json\n".length();
    return new JsonObject(manual.substring(start, manual.indexOf("```", start)));
  }

  /** The paths of all fields, those of a list's entries by the list's. */
  private static Set<String> fields(String prefix, JsonObject object) {
    var paths = new TreeSet<String>();
    for (var field : object) {
      var path = prefix + field.getKey();
      paths.add(path);
      var values =
          field.getValue() instanceof JsonArray array ? array : JsonArray.of(field.getValue());
      for (var value : values) {
        if (value instanceof JsonObject inner) {
          paths.addAll(fields(path + ".", inner));
        }
      }
    }
    paths.removeIf(path -> path.contains("writes.") || path.contains("seriesRefused."));
    return paths;
  }

  @Test
  void showsNoCredential() throws Exception {
    gateway.write(Writes.rw1(1), Writes.RW1);

    assertThat(send("GET", "").body())
        .doesNotContain("secret")
        .doesNotContain(
            RunningGateway.tenant("acme", "secret").replaceAll(".*sha256: ([0-9a-f]+).*", "$1"));
  }

  @Test
  void takesGetAndHeadOnly() throws IOException, InterruptedException {
    var get = send("GET", "");
    assertThat(get.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(get.statusCode()).isEqualTo(200);

    var head = send("HEAD", "");
    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();

    assertThat(send("POST", "").statusCode()).isEqualTo(405);
  }

  private JsonObject tenant(String name) throws IOException, InterruptedException {
    return first(tenants("?tenant=" + name));
  }

  private JsonObject tenants(String query) throws IOException, InterruptedException {
    return new JsonObject(send("GET", query).body());
  }

  private static JsonObject first(JsonObject all) {
    return all.getJsonArray("tenants").getJsonObject(0);
  }

  private HttpResponse<String> send(String method, String query)
      throws IOException, InterruptedException {
    return client.send(
        HttpRequest.newBuilder(gateway.operators().resolve("/api/v1/tenants" + query))
            .method(method, BodyPublishers.noBody())
            .build(),
        BodyHandlers.ofString(UTF_8));
  }

  private void reload(String... tenants) throws IOException {
    Files.writeString(
        directory.resolve("tenants.yml"), "tenants: [" + String.join(", ", tenants) + "]");
    assertThat(gateway.gateway().reload().await()).isEmpty();
  }

  private static JsonObject verdict(String code, String severity, String text) {
    return new JsonObject().put("code", code).put("severity", severity).put("text", text);
  }

  /** A body of one series that has a label of this value, and no name. */
  private static byte[] nameless(String value) throws IOException {
    var series =
        TimeSeries.newBuilder()
            .addLabels(Label.newBuilder().setName("a").setValue(value))
            .addSamples(Sample.newBuilder().setValue(1).setTimestamp(1));
    return Snappy.compress(WriteRequest.newBuilder().addTimeseries(series).build().toByteArray());
  }
}
