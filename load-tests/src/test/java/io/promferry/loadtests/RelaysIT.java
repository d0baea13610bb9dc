package io.promferry.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.peer.Nginx;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.peer.PrometheusOptions;
import io.promferry.loadtests.peer.PrometheusRelay;
import io.promferry.loadtests.peer.Relay;
import io.promferry.loadtests.peer.VmagentRelay;
import io.promferry.loadtests.sink.RemoteWriteSink;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xerial.snappy.Snappy;

/** The relays that a comparison sets beside the gateway do hand on what they take. */
@Tag("no-peers")
class RelaysIT {
  private static final Map<String, String> FORCED = Map.of("tenant", "forced", "vpc", "vpc-forced");

  /** A tenant, by which it can be seen who forces another one. */
  private static final List<Label> OWN =
      List.of(Label.newBuilder().setName("tenant").setValue("own").build());

  private static final Duration ARRIVES_WITHIN = Duration.ofSeconds(60);

  @TempDir Path directory;
  private RemoteWriteSink sink;

  @BeforeEach
  void startSink() throws IOException {
    sink = RemoteWriteSink.start();
  }

  @AfterEach
  void stopSink() {
    sink.close();
  }

  @Test
  void vmagentForcesItsLabels() throws Exception {
    var binary = PeerBinaries.findNewer("vmagent");
    assertThatItHandsOn(VmagentRelay.relay(binary, directory, store(), FORCED, 0), OWN, "forced");
  }

  @Test
  void prometheusAddsItsLabelsWhereThereAreNone() throws Exception {
    assertThatItHandsOn(
        PrometheusRelay.relay(PrometheusOptions.newer(), directory, store(), FORCED, 0),
        List.of(),
        "forced");
  }

  @Test
  void nginxChangesNothing() throws Exception {
    var binary = PeerBinaries.find("nginx");
    assertThatItHandsOn(Nginx.relay(binary, directory, store(), 0), OWN, "own");
  }

  private URI store() {
    return sink.address().resolve("/api/v1/write");
  }

  private void assertThatItHandsOn(Relay relay, List<Label> labels, String tenant)
      throws Exception {
    try (relay) {
      relay.start();
      // A Prometheus hands on what comes when it has begun to read its log, after it is ready.
      await()
          .atMost(ARRIVES_WITHIN)
          .untilAsserted(() -> {
            assertThat(post(relay.writeUri(), body(labels))).isEqualTo(204);
            assertThat(sink.archive().protocols(tenant)).isNotEmpty();
          });
      await().atMost(ARRIVES_WITHIN).until(() -> relay.handedOn().orElse(1) > 0);
      assertThat(relay.commandLine()).startsWith("taskset -c 0 ");
    }
  }

  private static byte[] body(List<Label> labels) throws IOException {
    var series =
        TimeSeries.newBuilder()
            .addLabels(Label.newBuilder().setName("__name__").setValue("up"))
            .addAllLabels(labels)
            .addSamples(Sample.newBuilder().setValue(1).setTimestamp(System.currentTimeMillis()));
    return Snappy.compress(WriteRequest.newBuilder().addTimeseries(series).build().toByteArray());
  }

  private static int post(URI uri, byte[] body) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(uri)
            .POST(BodyPublishers.ofByteArray(body))
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .header("X-Prometheus-Remote-Write-Version", "0.1.0")
            .build();
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }
}
