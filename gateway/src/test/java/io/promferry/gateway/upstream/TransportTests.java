package io.promferry.gateway.upstream;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.GatewayConfig;
import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Transport.Attributes;
import io.promferry.gateway.upstream.Transport.Timing;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** What the tests of a transport share: one configured as an operator would, and writes by it. */
abstract class TransportTests {
  static final Attributes ACME =
      new Attributes(new TenantId("acme", "vpc-a"), WriteVersion.RW1, OptionalInt.empty());

  @TempDir Path directory;
  final Vertx vertx =
      Vertx.builder().with(new VertxOptions().setPreferNativeTransport(true)).build();
  final AtomicLong nanos = new AtomicLong();
  private final List<Transport> transports = new ArrayList<>();

  @AfterEach
  void close() throws TimeoutException {
    transports.forEach(transport -> transport.close(Duration.ZERO));
    vertx.close().await(10, TimeUnit.SECONDS);
  }

  /** To a numeric address, with further keys of the upstream's entry. */
  Transport transport(String url, String keys) throws IOException, ConfigException {
    return transport(url, keys, List.of());
  }

  /** The url's host stands for these addresses. */
  Transport transport(String url, String keys, List<InetAddress> addresses)
      throws IOException, ConfigException {
    return transport(url, keys, _ -> addresses, Duration.ofHours(1));
  }

  Transport transport(String url, String keys, AddressBook.Resolver resolver, Duration filesPoll)
      throws IOException, ConfigException {
    var timing = new Timing(nanos::get, Duration.ofHours(1), filesPoll);
    var transport = new Transport(config(url, keys), "promferry/test", vertx, resolver, timing);
    transports.add(transport);
    return transport;
  }

  UpstreamConfig config(String url, String keys) throws IOException, ConfigException {
    var file = directory.resolve("gateway.yml");
    Files.writeString(
        file,
        "upstreams: [{name: central, url: \"%s\"%s}]\ntenants: {files: [tenants.yml]}"
            .formatted(url, keys.isEmpty() ? "" : ", " + keys));
    return GatewayConfig.load(file).upstreams().getFirst();
  }

  /** A whole write; gives the answer's status. */
  static int write(Transport transport) throws Exception {
    return write(transport, ACME);
  }

  static int write(Transport transport, Attributes attributes) throws Exception {
    return sent(transport, attributes)
        .map(HttpClientResponse::statusCode)
        .await(5, TimeUnit.SECONDS);
  }

  static Future<HttpClientResponse> sent(Transport transport, Attributes attributes) {
    return transport
        .connect(attributes)
        .compose(request -> request.send(Buffer.buffer("body")))
        .compose(response -> response.end().map(response));
  }

  /** Why it could not be connected. */
  static NotSentException refusal(Transport transport) throws Exception {
    return (NotSentException)
        transport
            .connect(ACME)
            .transform(done -> Future.succeededFuture(done.cause()))
            .await(5, TimeUnit.SECONDS);
  }
}
