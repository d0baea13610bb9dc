package io.promferry.loadtests.sink;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/** A listener that can be closed and opened again on the same port. Used on one event loop. */
final class Door {
  private static final int WAITING_CONNECTIONS = 4096;
  private static final int CHUNK_BYTES = 64 << 10;

  private final Vertx vertx;
  private final int port;
  private final Handler<HttpServerRequest> handler;
  private @Nullable HttpServer server;

  Door(Vertx vertx, int port, Handler<HttpServerRequest> handler) {
    this.vertx = vertx;
    this.port = port;
    this.handler = handler;
  }

  Future<Void> open() {
    if (server != null) {
      return Future.succeededFuture();
    }
    var opened = vertx.createHttpServer(options()).requestHandler(handler);
    server = opened;
    return opened.listen().mapEmpty();
  }

  /** Resets all connections. */
  Future<Void> close() {
    if (server == null) {
      return Future.succeededFuture();
    }
    var closed = server;
    server = null;
    return closed.close();
  }

  private HttpServerOptions options() {
    return new HttpServerOptions()
        .setHost("127.0.0.1")
        .setPort(port)
        .setSoLinger(0)
        .setAcceptBacklog(WAITING_CONNECTIONS)
        .setHttp2ClearTextEnabled(false)
        .setMaxChunkSize(CHUNK_BYTES);
  }
}
