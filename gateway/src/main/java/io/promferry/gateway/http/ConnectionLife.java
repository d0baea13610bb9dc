package io.promferry.gateway.http;

import io.promferry.gateway.config.ServerConfig;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.IdentityHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * How long the connections of one event loop live: they must bring a request soon, and grow old. An
 * old one is closed after its next request, which says so to the client, and never while it is
 * idle: the client might just be sending, and would not know whether that was read.
 */
final class ConnectionLife {
  private static final int NO_TIMER = -1;

  private final Vertx vertx;
  private final ServerConfig config;
  private final IdentityHashMap<HttpConnection, Connection> connections = new IdentityHashMap<>();

  /** What is known of one of them. */
  private static final class Connection {
    private long silentTimer = NO_TIMER;
    private long ageTimer = NO_TIMER;
    private boolean old;
  }

  ConnectionLife(Vertx vertx, ServerConfig config) {
    this.vertx = vertx;
    this.config = config;
  }

  void opened(HttpConnection opened) {
    var connection = new Connection();
    connection.silentTimer = vertx.setTimer(config.bodyTimeout().toMillis(), _ -> opened.close());
    connection.ageTimer = vertx.setTimer(age(), _ -> grownOld(opened, connection));
    connections.put(opened, connection);
    opened.closeHandler(_ -> {
      connections.remove(opened);
      vertx.cancelTimer(connection.silentTimer);
      vertx.cancelTimer(connection.ageTimer);
    });
  }

  /** One without a request for so long is not in use, or begins one and never ends its head. */
  private void grownOld(HttpConnection opened, Connection connection) {
    connection.old = true;
    connection.ageTimer = vertx.setTimer(config.idleTimeout().toMillis(), _ -> end(opened));
  }

  /** A request's head is there. */
  void heard(HttpServerRequest request) {
    var connection = connections.get(request.connection());
    if (connection == null) {
      return;
    }
    if (connection.silentTimer != NO_TIMER) {
      vertx.cancelTimer(connection.silentTimer);
      connection.silentTimer = NO_TIMER;
    }
    if (connection.old) {
      connection.old = false;
      retire(request);
    }
  }

  /** Ends the connection once what is in flight on it is answered. */
  private void retire(HttpServerRequest request) {
    if (request.version() != HttpVersion.HTTP_2) {
      request.response().putHeader("Connection", "close");
    }
    end(request.connection());
  }

  private void end(HttpConnection connection) {
    connection.shutdown(config.gracePeriod().toMillis(), TimeUnit.MILLISECONDS);
  }

  private long age() {
    long most = config.maxConnectionAge().toMillis();
    return Math.max(1, most - ThreadLocalRandom.current().nextLong(most / 10 + 1));
  }
}
