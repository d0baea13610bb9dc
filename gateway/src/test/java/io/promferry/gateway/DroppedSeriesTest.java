package io.promferry.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.http.PipelinePool;
import io.promferry.gateway.http.Serving;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.http.TenantListener;
import io.promferry.gateway.limits.ByteBudget;
import io.promferry.gateway.pipeline.TenantPlan;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.upstream.Upstream;
import io.promferry.gateway.upstream.Upstreams;
import io.promferry.gateway.wire.RefusalReason;
import io.promferry.gateway.wire.ResolvedLabels;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SeriesVerdict;
import io.promferry.gateway.wire.SplicePlan;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a tenant's gate drops counts as written for the sender, and as forwarded for nobody. */
class DroppedSeriesTest {
  private static final int SERIES = 4;

  private final Vertx vertx = Vertx.vertx();
  private final GatewayMeters meters = new GatewayMeters("test");
  private final PipelinePool pool = new PipelinePool(1);
  private final HttpClient client = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private ScriptedStore store;
  private Upstreams upstreams;
  private int port;

  /** Number 0 is always dropped; whether number 1 is refused, and whether all are dropped. */
  private volatile boolean refuses;

  private volatile boolean dropsAll;

  @BeforeEach
  void start() throws Exception {
    store =
        new ScriptedStore(request ->
            new ScriptedStore.Reply.Answer(
                204,
                request.isRw2() ? KeepingStore.writtenHeaders(SERIES, 0, SERIES) : Map.of(),
                ""));
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    var file = directory.resolve("gateway.yml");
    Files.writeString(
        file,
        """
        server: {listen: "127.0.0.1:%d"}
        upstreams: [%s]
        tenants: {files: [tenants.yml]}
        """
            .formatted(port, RunningGateway.upstream("central", store, "")));
    Files.writeString(
        directory.resolve("tenants.yml"),
        "tenants: [" + RunningGateway.tenant("acme", "secret") + "]");
    var loaded = LoadedConfig.load(file);
    upstreams =
        new Upstreams(
            loaded.config().upstreams().stream()
                .map(one -> new Upstream(one, "test", vertx, meters.upstream(one.name())))
                .toList());
    var serving = gated(ServingAssembler.assemble(loaded, upstreams, meters), this::judge);
    var budget = new ByteBudget(loaded.config().server().memoryBudget());
    vertx
        .deployVerticle(
            new TenantListener(loaded.config().server(), () -> serving, budget, pool, meters))
        .await();
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    vertx.close().await();
    pool.close();
    meters.close();
    store.close();
  }

  @Test
  void countsAsWritten() throws IOException, InterruptedException {
    var answer = write(Writes.rw2(SERIES), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(written(answer)).isEqualTo(SERIES);
    assertThat(metric("promferry_samples_forwarded_total")).isEqualTo(SERIES - 1);
    assertThat(metric("promferry_series_dropped_by_rules_total")).isEqualTo(1);
  }

  @Test
  void countsAsWrittenBesideWhatIsRefused() throws IOException, InterruptedException {
    refuses = true;

    var answer = write(Writes.rw2(SERIES), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("2 accepted, 1 dropped by the operator's rules");
    assertThat(written(answer)).isEqualTo(SERIES - 1);
    assertThat(metric("promferry_samples_forwarded_total")).isEqualTo(SERIES - 2);
  }

  @Test
  void countsAsWrittenWhereNothingIsLeft() throws IOException, InterruptedException {
    dropsAll = true;

    var answer = write(Writes.rw2(SERIES), Writes.RW2);

    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(written(answer)).isEqualTo(SERIES);
    assertThat(metric("promferry_samples_forwarded_total")).isZero();
  }

  private SeriesVerdict judge(ResolvedLabels labels) {
    var number =
        List.of(0, 1, 2, 3, 4).stream()
            .filter(i -> i < labels.size() && labels.name(i).equals("number"))
            .map(labels::value)
            .findFirst()
            .orElseThrow();
    if (dropsAll || number.equals("0")) {
      return SeriesVerdict.DROPPED;
    }
    return refuses && number.equals("1")
        ? new SeriesVerdict.Refused(RefusalReason.ACTIVE_SERIES)
        : SeriesVerdict.UNCHANGED;
  }

  private static Serving gated(Serving open, SeriesGate gate) {
    var tenants = new HashMap<>(open.tenants());
    tenants.replaceAll(
        (_, served) -> new ServedTenant(gated(served.plan(), gate), served.meters()));
    return new Serving(open.authenticator(), tenants, open.upstreams(), open.deadline());
  }

  private static TenantPlan gated(TenantPlan open, SeriesGate gate) {
    var splice = open.splice();
    return new TenantPlan(
        new SplicePlan(splice.forced(), splice.onConflict(), splice.limits(), gate),
        open.decodedBytesLimit(),
        open.samplesAhead());
  }

  private HttpResponse<String> write(byte[] body, String... headers)
      throws IOException, InterruptedException {
    var uri = URI.create("http://127.0.0.1:" + port + "/api/v1/write");
    return client.send(
        HttpRequest.newBuilder(uri)
            .header("Authorization", "Bearer secret")
            .headers(headers)
            .POST(BodyPublishers.ofByteArray(body))
            .build(),
        BodyHandlers.ofString());
  }

  private static int written(HttpResponse<String> answer) {
    return Integer.parseInt(
        answer.headers().firstValue("X-Prometheus-Remote-Write-Samples-Written").orElseThrow());
  }

  private double metric(String name) {
    return meters
        .scrape()
        .lines()
        .filter(line -> line.startsWith(name))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .sum();
  }
}
