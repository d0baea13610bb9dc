package io.promferry.loadtests.driver;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that does with each request what its script says. */
final class ScriptedServer implements AutoCloseable {
  /** One request, with lower-case names of headers. */
  record Seen(PlainBody.Read body, Map<String, String> headers, String connection) {}

  /** What is done with the n-th request, counted from 0. */
  interface Script {
    void answer(int number, Seen seen, HttpServerRequest request);
  }

  private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
  private final List<Seen> seen = new CopyOnWriteArrayList<>();
  private final int port;

  ScriptedServer(Script script) {
    var server = vertx.createHttpServer(new HttpServerOptions().setAcceptBacklog(4096));
    server.requestHandler(request ->
        request
            .body()
            .onSuccess(body -> {
              var one = read(request, body);
              seen.add(one);
              script.answer(seen.size() - 1, one, request);
            }));
    port =
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join().actualPort();
  }

  /** Takes everything. */
  static ScriptedServer taking() {
    return new ScriptedServer((_, _, request) -> answer(request, 204));
  }

  static void answer(HttpServerRequest request, int status) {
    request.response().setStatusCode(status).end();
  }

  private static Seen read(HttpServerRequest request, Buffer body) {
    var headers = new HashMap<String, String>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new Seen(
        PlainBody.Read.of(body.getBytes()), headers, request.remoteAddress().toString());
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }

  List<Seen> seen() {
    return seen;
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
