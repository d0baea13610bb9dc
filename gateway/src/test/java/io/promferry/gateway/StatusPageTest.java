package io.promferry.gateway;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.status.SettableClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a browser gets for the status page from a whole gateway. */
@Timeout(value = 60, unit = SECONDS)
class StatusPageTest {
  private static final Pattern REFERENCE =
      Pattern.compile("(?:href|src)=\"(page/[^\"]+)\"|(?:from|import) *[\"'](\\.[^\"']+)[\"']");

  private static final URI ANY = URI.create("http://gateway/");

  @TempDir private Path directory;
  private final HttpClient client = HttpClient.newHttpClient();
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-02T09:12:00Z"));
  private ScriptedStore store;
  private RunningGateway gateway;

  @BeforeEach
  void start() throws Exception {
    store = ScriptedStore.answering(204);
    gateway = RunningGateway.at(clock, directory, store);
  }

  @AfterEach
  void stop() throws IOException {
    // A feed that is still being read would keep it for ever.
    client.shutdownNow();
    gateway.close();
    store.close();
  }

  @Test
  void isThereWithAllThatItNames() throws IOException, InterruptedException {
    var page = gateway.ask("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");

    var scripts = references(page.body(), "/");
    assertThat(scripts).contains("/page/page.css", "/page/page.js", "/page/icon.svg");
    for (var path : scripts) {
      var file = gateway.ask(path);
      assertThat(file.statusCode()).as(path).isEqualTo(200);
      var directly = path.substring(0, path.lastIndexOf('/') + 1);
      for (var next : references(file.body(), directly)) {
        assertThat(gateway.ask(next).statusCode()).as(next + " of " + path).isEqualTo(200);
      }
    }
  }

  @Test
  void mayLoadAndRunOnlyWhatIsItsOwn() throws IOException, InterruptedException {
    var headers = gateway.ask("/").headers();

    assertThat(headers.firstValue("Content-Security-Policy").orElseThrow())
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe", "http", "data:");
    assertThat(headers.firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(headers.firstValue("Referrer-Policy")).hasValue("no-referrer");
  }

  @Test
  void isSentAgainOnlyWhenItIsAnother() throws IOException, InterruptedException {
    var tag = gateway.ask("/page/page.js").headers().firstValue("ETag").orElseThrow();

    var same = send("GET", "/page/page.js", "If-None-Match", tag);
    assertThat(same.statusCode()).isEqualTo(304);
    assertThat(same.body()).isEmpty();
    assertThat(send("GET", "/page/page.js", "If-None-Match", "\"other\"").statusCode())
        .isEqualTo(200);
    assertThat(send("HEAD", "/", "Accept", "*/*").body()).isEmpty();
  }

  @Test
  void handsOutNothingElse() throws IOException, InterruptedException {
    assertThat(send("POST", "/", "Accept", "*/*").statusCode()).isEqualTo(405);
    for (var path : List.of("/page/", "/page/package-info.class", "/page/..%2fMain.class")) {
      assertThat(gateway.ask(path).statusCode()).as(path).isEqualTo(404);
    }
  }

  @Test
  void isToldWhatChanges() throws IOException, InterruptedException {
    var events = events();
    var all = next(events, "all");
    assertThat(all.getJsonObject("head").getString("now")).isEqualTo("2026-01-02T09:12:00Z");
    var central = all.getJsonObject("head").getJsonArray("upstreams").getJsonObject(0);
    assertThat(central.getValue("latency")).isNull();
    var unknown = all.getJsonArray("rows").getJsonObject(0);
    assertThat(unknown.getString("tenant")).isEqualTo("acme");
    assertThat(unknown.getString("severity")).isEqualTo("unknown");
    assertThat(unknown.getString("text")).startsWith("unknown since start");
    assertThat(next(events, "change").getJsonArray("rows")).isEmpty();

    gateway.write(Writes.rw1(40, clock.millis()), Writes.RW1);

    var changed = new JsonArray();
    while (changed.isEmpty()) {
      changed = next(events, "change").getJsonArray("rows");
    }
    var writing = changed.getJsonObject(0);
    assertThat(writing.getString("severity")).isEqualTo("ok");
    assertThat(writing.getDouble("rate")).isEqualTo(40);
    assertThat(writing.getLong("refused")).isZero();
    // Of 40 samples, a millisecond apart.
    assertThat(writing.getLong("lastSample")).isEqualTo(clock.millis() + 39);
    assertThat(writing.containsKey("text")).isFalse();
  }

  @Test
  void tellsTheLastHourOfATenantToWhoAsksForIt() throws IOException, InterruptedException {
    gateway.write(Writes.rw1(40, clock.millis()), Writes.RW1);
    gateway.write(new byte[] {5, -1, -1}, Writes.RW1);

    var one = first(gateway.ask("/api/v1/tenants?tenant=acme&vpc=vpc-acme").body());
    assertThat(one.getJsonArray("lastHour")).hasSize(60);
    assertThat(one.getJsonArray("lastHour").getJsonObject(59))
        .isEqualTo(new JsonObject().put("samples", 40).put("refusedWrites", 1));
    assertThat(first(gateway.ask("/api/v1/tenants").body()).containsKey("lastHour")).isFalse();
  }

  @Test
  void explainsWhatBecomesOfASeries() throws IOException, InterruptedException {
    var told = explain("acme", "up{tenant=\"forged\"}");
    assertThat(told.statusCode()).isEqualTo(200);
    var json = new JsonObject(told.body());
    assertThat(json.getBoolean("forwarded")).isTrue();
    assertThat(json.getString("outcome")).isEqualTo("forwarded");
    assertThat(json.getJsonArray("steps").getJsonObject(1).getJsonObject("labels"))
        .isEqualTo(
            new JsonObject()
                .put("__name__", "up")
                .put("exported_tenant", "forged")
                .put("tenant", "acme")
                .put("vpc", "vpc-acme"));

    assertThat(explain("acme", "up{").statusCode()).isEqualTo(400);
    assertThat(explain("acme", "up{").body()).startsWith("character 4: ");
    assertThat(explain("nobody", "up").statusCode()).isEqualTo(404);
    assertThat(explain("no_name", "up").statusCode()).isEqualTo(404);
    assertThat(explain("acme", "up{a=\"" + "b".repeat(20_000) + "\"}").statusCode()).isEqualTo(413);
    assertThat(gateway.ask("/api/v1/explain").statusCode()).isEqualTo(405);
  }

  private HttpResponse<String> explain(String tenant, String series)
      throws IOException, InterruptedException {
    var path = "/api/v1/explain?tenant=" + tenant + "&vpc=vpc-" + tenant;
    var request =
        HttpRequest.newBuilder(gateway.operators().resolve(path))
            .POST(BodyPublishers.ofString(series))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  private static JsonObject first(String tenants) {
    return new JsonObject(tenants).getJsonArray("tenants").getJsonObject(0);
  }

  /** Paths of what a file names, itself lying in that directory. */
  private static List<String> references(String file, String directory) {
    return REFERENCE
        .matcher(file)
        .results()
        .map(found -> found.group(1) != null ? found.group(1) : found.group(2))
        .map(name -> ANY.resolve(directory).resolve(name).getPath())
        .distinct()
        .toList();
  }

  private Iterator<String> events() throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(gateway.operators().resolve("/api/v1/fleet")).build();
    var answer = client.send(request, BodyHandlers.ofLines());
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/event-stream");
    Stream<String> lines = answer.body();
    return lines.iterator();
  }

  private static JsonObject next(Iterator<String> lines, String event) {
    var line = lines.next();
    while (!line.startsWith("event: ")) {
      line = lines.next();
    }
    assertThat(line).isEqualTo("event: " + event);
    return new JsonObject(lines.next().substring("data: ".length()));
  }

  private HttpResponse<String> send(String method, String path, String header, String value)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(gateway.operators().resolve(path))
            .method(method, BodyPublishers.noBody())
            .header(header, value)
            .build();
    return client.send(request, BodyHandlers.ofString());
  }
}
