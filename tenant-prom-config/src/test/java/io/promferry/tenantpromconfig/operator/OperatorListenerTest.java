package io.promferry.tenantpromconfig.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorListenerTest {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final AtomicBoolean ready = new AtomicBoolean();
  private final HttpClient client = HttpClient.newHttpClient();
  private final OperatorListener listener;

  OperatorListenerTest() throws IOException {
    listener =
        new OperatorListener(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), registry, ready::get);
  }

  @AfterEach
  void close() {
    client.close();
    listener.close();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    var address = URI.create("http://127.0.0.1:" + listener.port() + path);
    return client.send(
        HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void isHealthyAndNotReadyWhileItStarts() throws IOException, InterruptedException {
    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
    assertThat(get("/-/ready").statusCode()).isEqualTo(503);
  }

  @Test
  void isReadyOnceItHasStarted() throws IOException, InterruptedException {
    ready.set(true);

    assertThat(get("/-/ready").statusCode()).isEqualTo(200);
  }

  @Test
  void showsItsMetrics() throws IOException, InterruptedException {
    new OperatorMeters(registry).reconciled("done");
    new OperatorMeters(registry).tokenMinted("RotationDue");

    assertThat(get("/metrics").body())
        .contains(
            "promferry_operator_reconciliations_total{outcome=\"done\"} 1.0",
            "promferry_operator_tokens_made_total{reason=\"RotationDue\"} 1.0");
  }

  @Test
  void knowsNothingElse() throws IOException, InterruptedException {
    assertThat(get("/other").statusCode()).isEqualTo(404);
  }
}
