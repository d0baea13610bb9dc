package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.Haproxy;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.RemoteWrite;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.xerial.snappy.Snappy;

/** Tenants behind a balancer: what it says of their addresses decides, and nothing else. */
class ProxyProtocolIT {
  /** Where Prometheus comes from, and the balancer itself. */
  private static final TenantEntry ACME = from("acme", "127.0.0.1");

  private static final TenantEntry BETA = from("beta", "127.0.0.2");

  @RegisterExtension final Lab lab = new Lab();
  private PrometheusServer store;
  private GatewayProcess gateway;
  private Haproxy balancer;

  @BeforeEach
  void start() {
    store = lab.centralPrometheus();
    gateway =
        lab.gateway(
            GatewaySettings.of(store.writeUri()).with("server", "proxy-protocol", true),
            ACME,
            BETA);
    balancer = lab.haproxyBefore(gateway);
  }

  @Test
  void takesEverySampleOfAPrometheusBehindTheBalancer() {
    var sender = lab.tenant(ACME, tenant(new RemoteWrite(balancer.writeUri(), ACME.token())));
    var flow = new Flow(ACME, sender, store);
    var start = Flow.awaitSteady(List.of(flow));

    flow.assertEverySampleArrives(new Window(start, Instant.now()));
  }

  @Test
  void takesATenantsWritesFromItsOwnAddressesOnly() throws IOException, InterruptedException {
    var start = Instant.now();

    assertThat(write(balancer.writeUri(), "127.0.0.2", BETA, "right")).isEqualTo(204);
    assertThat(write(balancer.writeUri(), "127.0.0.3", BETA, "wrong")).isEqualTo(503);
    assertThat(write(balancer.writeUri(), "127.0.0.2", ACME, "wrong")).isEqualTo(503);

    var window = new Window(start.minusSeconds(1), Instant.now().plusSeconds(1));
    assertThat(store.query().samples("{__name__=\"right\"}", window).count()).isEqualTo(1);
    assertThat(store.query().samples("{__name__=\"wrong\"}", window).isEmpty()).isTrue();
  }

  @Test
  void closesAConnectionThatDoesNotComeFromTheBalancer() {
    assertThatThrownBy(() -> write(gateway.writeUri(), "127.0.0.2", BETA, "direct"))
        .isInstanceOf(IOException.class);
    assertThat(gateway.metrics().sum("promferry_refused_connections_total")).isPositive();
  }

  private static TenantEntry from(String name, String address) {
    return TenantEntry.of(name)
        .with("sources", Map.of("mode", "enforce", "addresses", List.of(address)));
  }

  /** The status of a write of one sample, sent from this address. */
  private static int write(URI target, String address, TenantEntry tenant, String metric)
      throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(target)
            .header("Authorization", "Bearer " + tenant.token())
            .header("Content-Type", "application/x-protobuf")
            .header("Content-Encoding", "snappy")
            .POST(BodyPublishers.ofByteArray(body(metric)))
            .build();
    try (var client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .localAddress(InetAddress.ofLiteral(address))
            .build()) {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    }
  }

  private static byte[] body(String metric) throws IOException {
    var series =
        TimeSeries.newBuilder()
            .addLabels(Label.newBuilder().setName("__name__").setValue(metric))
            .addSamples(Sample.newBuilder().setValue(1).setTimestamp(Instant.now().toEpochMilli()));
    return Snappy.compress(WriteRequest.newBuilder().addTimeseries(series).build().toByteArray());
  }
}
