package io.promferry.gateway.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.config.HostPort;
import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.status.Strangers;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OperatorsListenerTest {
  private final Vertx vertx = Vertx.vertx();
  private final GatewayMeters meters = new GatewayMeters("test");

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(5, TimeUnit.SECONDS);
    meters.close();
  }

  @Test
  void doesNotHoldUpAnEventLoopWithMetrics() throws IOException {
    var readOnEventLoop = new AtomicBoolean();
    meters.watchConnections(
        () -> {
          readOnEventLoop.set(Context.isOnEventLoopThread());
          return 1;
        },
        7);

    assertThat(get("/metrics")).contains("promferry_connections_limit 7.0");
    assertThat(readOnEventLoop).isFalse();
  }

  private String get(String path) throws IOException {
    var overview =
        new Overview(
            new GatewayIdentity("test", "test"),
            Instant.EPOCH,
            () -> {
              throw new AssertionError("nobody has asked for tenants");
            },
            new Strangers(InstantSource.system()),
            InstantSource.system());
    var server =
        new OperatorsListener(
                vertx,
                meters,
                overview,
                new OtherFleets("process", null, InstantSource.system(), vertx),
                _ -> Optional.empty(),
                () -> "{}",
                () -> true,
                () -> Future.succeededFuture(List.of()))
            .listen(new HostPort("127.0.0.1", 0), null, OperatorAccess.read(List.of(), vertx))
            .await();
    var uri = URI.create("http://127.0.0.1:" + server.actualPort() + path);
    try (var in = uri.toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
