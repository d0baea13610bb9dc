package io.promferry.gateway.http;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.gateway.status.GatewayIdentity;
import io.promferry.gateway.status.Strangers;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = SECONDS)
class FleetFeedTest {
  private static final Duration EVERY = Duration.ofMillis(10);

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger looks = new AtomicInteger();
  private final AtomicInteger lastLooks = new AtomicInteger();
  private HttpServer server;

  @BeforeEach
  void listen() {
    var overview =
        new Overview(
            new GatewayIdentity("test", "test"),
            Instant.EPOCH,
            () -> {
              looks.incrementAndGet();
              throw new IllegalStateException("there is nothing to see here");
            },
            new Strangers(InstantSource.system()),
            InstantSource.system());
    var feed =
        new FleetFeed(
            vertx,
            overview,
            new OtherFleets("process", null, InstantSource.system(), vertx),
            EVERY);
    server = vertx.createHttpServer().requestHandler(feed::answer).listen(0, "127.0.0.1").await();
  }

  @AfterEach
  void close() throws TimeoutException {
    vertx.close().await(5, SECONDS);
  }

  @Test
  void looksOnlyWhileSomebodyLooks() throws IOException {
    assertThat(looks).hasValue(0);
    var viewer = open();
    await().until(() -> looks.get() > 5);

    viewer.close();

    await().during(EVERY.multipliedBy(30)).until(this::isStill);
    int before = looks.get();
    try (var _ = open()) {
      await().until(() -> looks.get() > before + 5);
    }
  }

  @Test
  void letsOnlySoManyLook() throws IOException {
    var viewers = new ArrayList<InputStream>();
    for (int i = 0; i < FleetFeed.MOST_VIEWERS; i++) {
      viewers.add(open());
    }
    assertThat(connect().getResponseCode()).isEqualTo(503);

    viewers.getFirst().close();

    await().until(() -> connect().getResponseCode() == 200);
    for (var viewer : viewers) {
      viewer.close();
    }
  }

  /** Whether nobody has looked since this was asked before. */
  private boolean isStill() {
    return looks.get() == lastLooks.getAndSet(looks.get());
  }

  private InputStream open() throws IOException {
    return connect().getInputStream();
  }

  private HttpURLConnection connect() throws IOException {
    var uri = URI.create("http://127.0.0.1:" + server.actualPort() + "/api/v1/fleet");
    return (HttpURLConnection) uri.toURL().openConnection();
  }
}
