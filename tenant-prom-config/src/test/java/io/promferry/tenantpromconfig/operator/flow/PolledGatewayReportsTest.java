package io.promferry.tenantpromconfig.operator.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.promferry.tenantpromconfig.apiserver.ApiServer;
import io.promferry.tenantpromconfig.apiserver.SettableClock;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.model.TenantId;
import io.promferry.tenantpromconfig.operator.GatewayReports.Flow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Replicas are servers on addresses of the loopback, all on one port as in a cluster. */
class PolledGatewayReportsTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final String A = "127.0.0.1";
  private static final String B = "127.0.0.2";
  private static final Duration VALIDITY = Duration.ofSeconds(30);

  private final SettableClock clock = new SettableClock();
  private final ApiServer server = new ApiServer(clock);
  private final Map<String, HttpServer> replicas = new HashMap<>();
  private final Map<String, String> answers = new HashMap<>();
  private final CountDownLatch end = new CountDownLatch(1);
  private int port;
  private final List<GatewayReplicas> closeables = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    server.addNamespace("promferry");
    replica(A);
    replica(B);
  }

  @AfterEach
  void close() throws InterruptedException {
    end.countDown();
    for (var closeable : closeables) {
      closeable.close();
    }
    replicas.values().forEach(replica -> replica.stop(0));
    server.close();
  }

  @Test
  void knowsNothingBeforeItHasAsked() throws InterruptedException {
    ready(A);
    var reports = reports();

    assertThat(reports.of(ACME).flow()).isEqualTo(Flow.UNKNOWN);
    assertThat(reports.allHaveLoaded("acme", "7")).isFalse();
  }

  @Test
  void isFlowingIfItFlowsToOneOfThem() throws InterruptedException {
    answers.put(A, tenant("writing", "ok", "writing: 3 samples/s", "2026-03-01T09:59:50Z"));
    answers.put(B, tenant("silent", "failing", "no write for 9 min", "2026-03-01T09:50:00Z"));
    ready(A, B);
    var report = polled().of(ACME);

    assertThat(report.flow()).isEqualTo(Flow.FLOWING);
    assertThat(report.text()).isEqualTo("writing: 3 samples/s");
    assertThat(report.lastSample()).hasValue(Instant.parse("2026-03-01T09:59:50Z"));
  }

  @Test
  void isRefusedIfNoneTakesAnything() throws InterruptedException {
    answers.put(A, tenant("over_limit", "failing", "refused for 5 min: rate", null));
    answers.put(B, tenant("never_wrote", "failing", "never wrote", null));
    ready(A, B);
    var report = polled().of(ACME);

    assertThat(report.flow()).isEqualTo(Flow.REFUSED);
    assertThat(report.text()).isEqualTo("refused for 5 min: rate");
  }

  @Test
  void isSilentOnlyIfAllSaySo() throws InterruptedException {
    answers.put(A, tenant("silent", "failing", "no write for 9 min", "2026-03-01T09:50:00Z"));
    answers.put(B, tenant("never_wrote", "failing", "never wrote", null));
    ready(A, B);

    assertThat(polled().of(ACME).flow()).isEqualTo(Flow.SILENT);
    assertThat(polled().of(ACME).text()).isEqualTo("no write for 9 min");
  }

  @Test
  void doesNotTakeARestartedReplicasIgnoranceForSilence() throws InterruptedException {
    answers.put(A, tenant("silent", "failing", "no write for 9 min", "2026-03-01T09:50:00Z"));
    answers.put(B, tenant("unknown_since_start", "unknown", "unknown since start", null));
    ready(A, B);
    var report = polled().of(ACME);

    assertThat(report.flow()).isEqualTo(Flow.UNKNOWN);
    assertThat(report.text()).isEqualTo("unknown since start");
    assertThat(report.lastSample()).hasValue(Instant.parse("2026-03-01T09:50:00Z"));
  }

  @Test
  void doesNotTakeAReplicaThatDoesNotAnswerForSilence() throws InterruptedException {
    answers.put(A, tenant("silent", "failing", "no write for 9 min", null));
    answers.put(B, "500");
    ready(A, B);

    assertThat(polled().of(ACME).flow()).isEqualTo(Flow.UNKNOWN);
    assertThat(polled().of(ACME).text()).contains("replica 127.0.0.2 does not answer");
  }

  @Test
  void saysThatNothingArrivesWhereWritesHaveNoSamples() throws InterruptedException {
    answers.put(A, tenant("no_samples", "warning", "writes are accepted, but no sample", null));
    ready(A);

    assertThat(polled().of(ACME).flow()).isEqualTo(Flow.SILENT);
  }

  @Test
  void saysThatTheEntryIsNotLoaded() throws InterruptedException {
    answers.put(A, "{\"tenants\":[]}");
    ready(A);

    assertThat(polled().of(ACME).flow()).isEqualTo(Flow.UNKNOWN);
    assertThat(polled().of(ACME).text()).contains("has not loaded its entry");
  }

  @Test
  void hasLoadedWhatAllHaveLoaded() throws InterruptedException {
    answers.put(A, entry("7"));
    answers.put(B, entry("7"));
    ready(A, B);

    assertThat(polled().allHaveLoaded("acme", "7")).isTrue();
    assertThat(polled().allHaveLoaded("acme", "8")).isFalse();
    assertThat(polled().allHaveLoaded("beta", "7")).isFalse();
  }

  @Test
  void hasNotLoadedWhatOneHasInAnOlderVersion() throws InterruptedException {
    answers.put(A, entry("7"));
    answers.put(B, entry("6"));
    ready(A, B);

    assertThat(polled().allHaveLoaded("acme", "7")).isFalse();
  }

  @Test
  void hasNotLoadedWhatOneDoesNotTellThoughItOnceDid() throws InterruptedException {
    answers.put(A, entry("7"));
    answers.put(B, entry("7"));
    ready(A, B);
    var reports = polled();
    answers.put(B, "500");
    reports.poll();

    assertThat(reports.allHaveLoaded("acme", "7")).isFalse();
  }

  @Test
  void hasNotLoadedWhatOneIsTooSlowToTell() throws InterruptedException {
    answers.put(A, entry("7"));
    answers.put(B, "hang");
    ready(A, B);
    var reports = reports(Duration.ofMillis(300));
    reports.poll();

    assertThat(reports.allHaveLoaded("acme", "7")).isFalse();
    assertThat(reports.lastUsed(ACME, "0123456789ab")).isPresent();
  }

  @Test
  void doesNotWaitForReplicasThatAreNotReady() throws InterruptedException {
    answers.put(A, entry("7"));
    answers.put(B, "500");
    slice(List.of(A), List.of(B));

    assertThat(polled().allHaveLoaded("acme", "7")).isTrue();
  }

  @Test
  void hasLoadedNothingWithoutReplicas() throws InterruptedException {
    slice(List.of(), List.of(A));

    assertThat(polled().allHaveLoaded("acme", "7")).isFalse();
  }

  @Test
  void hasLoadedNothingWhenItsAnswersAreOld() throws InterruptedException {
    answers.put(A, entry("7"));
    ready(A);
    var reports = polled();
    clock.advance(VALIDITY);

    assertThat(reports.allHaveLoaded("acme", "7")).isFalse();
  }

  @Test
  void hasLoadedNothingWhileTheApiCannotSayWhoIsReady() throws InterruptedException {
    answers.put(A, tenant("writing", "ok", "writing", "2026-03-01T09:59:50Z"));
    ready(A);
    var reports = polled();
    server.restrict(ApiServer.OPERATOR, _ -> false);
    reports.poll();

    assertThat(reports.allHaveLoaded("acme", "7")).isFalse();
    assertThat(reports.of(ACME).flow()).isEqualTo(Flow.FLOWING);
  }

  @Test
  void knowsTheLastUseOfACredentialAnywhere() throws InterruptedException {
    answers.put(A, entry("7"));
    answers.put(B, entry("7").replace("09:58:00", "09:59:00"));
    ready(A, B);

    assertThat(polled().lastUsed(ACME, "0123456789ab"))
        .hasValue(Instant.parse("2026-03-01T09:59:00Z"));
    assertThat(polled().lastUsed(ACME, "ba9876543210")).isEmpty();
  }

  @Test
  void readsACompressedAnswer() throws InterruptedException {
    answers.put(A, "gzip " + entry("7"));
    ready(A);

    assertThat(polled().allHaveLoaded("acme", "7")).isTrue();
  }

  @Test
  void takesAnAnswerThatBreaksOffForNone() throws InterruptedException {
    answers.put(A, entry("7").substring(0, entry("7").length() - 2));
    ready(A);

    assertThat(polled().allHaveLoaded("acme", "7")).isFalse();
  }

  @Test
  void takesAPageForNoAnswer() throws InterruptedException {
    answers.put(A, "<html></html>");
    ready(A);

    assertThat(polled().of(ACME).flow()).isEqualTo(Flow.UNKNOWN);
  }

  private static String tenant(String code, String severity, String text, @Nullable String time) {
    var quoted = time == null ? "null" : "\"" + time + "\"";
    return """
    {"version":"0.1.0","upstreams":[{"name":"central","tenants":[]}],"tenants":[{"tenant":"acme","vpc":"vpc-acme",
    "verdict":{"code":"%s","severity":"%s","text":"%s"},"lastWrite":{"time":%s,"outcome":"accepted"},
    "lastSample":%s,"total":{"writes":{}},"unknown":[{"tenant":"x"}],"entry":null,"credentials":[]}]}
    """
        .formatted(code, severity, text, quoted, quoted);
  }

  private static String entry(String version) {
    return """
    {"source":{"kind":"kubernetes","loaded":true,"problems":[]},"tenants":[{"tenant":"acme","vpc":"vpc-acme",
    "verdict":{"code":"writing","severity":"ok","text":"writing"},"lastWrite":null,"lastSample":null,
    "entry":{"name":"acme","version":"%s"},
    "credentials":[{"kind":"bearer-token","id":"0123456789ab","lastUsed":"2026-03-01T09:58:00Z"},
    {"kind":"bearer-token","id":"ba9876543210","lastUsed":null}]}]}
    """
        .formatted(version);
  }

  private PolledGatewayReports polled() throws InterruptedException {
    var reports = reports();
    reports.poll();
    return reports;
  }

  private PolledGatewayReports reports() {
    return reports(Duration.ofSeconds(10));
  }

  private PolledGatewayReports reports(Duration timeout) {
    var platform =
        new Platform(
            new Platform.GatewayAccess(
                "10.96.0.50", 8443, true, null, null, "gw", port, Platform.AdminAccess.OPEN),
            new Platform.Namespaces("promferry", "promferry-tenants", "promferry-egress"),
            new Platform.Transit("promferry-transit", "10.200.0.0/18", Platform.Topology.OVERLAY),
            new Platform.PrometheusDefaults("prom/prometheus:v3.5.0", "3.5.0", List.of()),
            new Platform.Labels("tenant", "vpc"),
            new Platform.Rotation("10m"),
            new Platform.Networks("10.96.0.0/12"),
            new Platform.DualHomed(
                "promferry-egress/promferry-uplink", "ovn-default", "10.16.0.1"));
    var gateway = new GatewayReplicas(server.client(), platform, timeout);
    closeables.add(gateway);
    return new PolledGatewayReports(gateway, VALIDITY, clock);
  }

  private void ready(String... addresses) {
    slice(List.of(addresses), List.of());
  }

  private void slice(List<String> ready, List<String> notReady) {
    var slice =
        new EndpointSliceBuilder()
            .withNewMetadata()
            .withName("gw-1")
            .withNamespace("promferry")
            .addToLabels("kubernetes.io/service-name", "gw")
            .endMetadata()
            .withAddressType("IPv4");
    ready.forEach(address -> slice.addToEndpoints(endpoint(address, true).build()));
    notReady.forEach(address -> slice.addToEndpoints(endpoint(address, false).build()));
    server.admin().resource(slice.build()).create();
  }

  private static EndpointBuilder endpoint(String address, boolean isReady) {
    return new EndpointBuilder()
        .withAddresses(address)
        .withNewConditions()
        .withReady(isReady)
        .endConditions()
        .withNewTargetRef()
        .withUid("pod-" + address)
        .endTargetRef();
  }

  private void replica(String address) throws IOException {
    var replica = HttpServer.create(new InetSocketAddress(address, port), 0);
    port = replica.getAddress().getPort();
    replica.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    replica.createContext(
        "/api/v1/tenants",
        exchange -> {
          try (exchange) {
            var answer = answers.getOrDefault(address, "500");
            if (answer.equals("hang")) {
              end.await();
            }
            var isGzip = answer.startsWith("gzip ");
            var body = isGzip ? gzip(answer.substring(5)) : answer.getBytes(StandardCharsets.UTF_8);
            if (isGzip) {
              exchange.getResponseHeaders().set("Content-Encoding", "gzip");
            }
            exchange.sendResponseHeaders(answer.equals("500") ? 500 : 200, body.length);
            exchange.getResponseBody().write(body);
          } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
          }
        });
    replica.start();
    replicas.put(address, replica);
  }

  private static byte[] gzip(String text) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
