package io.promferry.loadtests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import javax.net.ssl.SSLContext;

/**
 * Somebody in a pod who talks to the gateway on one connection, which is kept as long as the
 * gateway keeps it.
 */
final class TenantClient implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);

  private final Relay relay;
  private final HttpClient http;
  private final URI gateway;

  TenantClient(NetworkNamespace pod, InetSocketAddress gateway, SSLContext tls) {
    this.relay = Relay.into(pod, gateway, TIMEOUT);
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(tls).build();
    this.gateway = relay.uri("https");
  }

  Answer write(String token, byte[] body) {
    return send(
        request("/api/v1/write", token)
            .headers(
                "Content-Type", "application/x-protobuf",
                "Content-Encoding", "snappy",
                "X-Prometheus-Remote-Write-Version", "0.1.0")
            .POST(BodyPublishers.ofByteArray(body)));
  }

  /** What the gateway says this token's owner may scrape. */
  Answer targets(String token) {
    return send(request("/sd/v1/targets", token).GET());
  }

  @Override
  public void close() {
    http.close();
    relay.close();
  }

  private HttpRequest.Builder request(String path, String token) {
    return HttpRequest.newBuilder(gateway.resolve(path))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + token);
  }

  private Answer send(HttpRequest.Builder request) {
    try {
      var response = http.send(request.build(), BodyHandlers.ofString());
      return new Answer(response.statusCode(), response.body());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the gateway answers", interrupted);
    }
  }
}
