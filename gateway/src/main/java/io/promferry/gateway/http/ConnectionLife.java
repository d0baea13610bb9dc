package io.promferry.gateway.http;

import io.promferry.gateway.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import java.util.IdentityHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long the connections of one event loop live: they must bring a request soon, and grow old.
 */
final class ConnectionLife {
  private final Vertx vertx;
  private final ServerConfig config;

  /** Timers of the connections that have not brought a request yet. */
  private final IdentityHashMap<HttpConnection, Long> silent = new IdentityHashMap<>();

  ConnectionLife(Vertx vertx, ServerConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  void opened(HttpConnection connection) {
    long silentTimer = vertx.setTimer(config.bodyTimeout().toMillis(), _ -> connection.close());
    silent.put(connection, silentTimer);
    long most = config.maxConnectionAge().toMillis();
    long age = Math.max(1, most - ThreadLocalRandom.current().nextLong(most / 10 + 1));
    long ageTimer =
        vertx.setTimer(
            age, _ -> connection.shutdown(config.gracePeriod().toMillis(), TimeUnit.MILLISECONDS));
    connection.closeHandler(_ -> {
      vertx.cancelTimer(ageTimer);
      heard(connection);
    });
  }

  /** A request's head is there. */
  void heard(HttpConnection connection) {
    var timer = silent.remove(connection);
    if (timer != null) {
      vertx.cancelTimer(timer);
    }
  }
}
