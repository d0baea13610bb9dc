package io.promferry.loadtests.scenario;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;

/**
 * A TCP balancer: hands each new connection to the next server that takes connections, in turn.
 * Servers that say they are not ready get none, as behind a Kubernetes Service.
 */
final class TcpRelay implements AutoCloseable {
  private static final int BACKLOG = 4096;
  private static final long PATIENCE_SECONDS = 30;

  private final Vertx vertx;
  private final List<Server> servers;
  private final NetServer listener;
  private final NetClient client;
  private int turn;

  /**
   * One of those behind it.
   *
   * @param isReady answers at once, on an event loop
   */
  record Server(int port, BooleanSupplier isReady) {}

  private TcpRelay(Vertx vertx, List<Server> servers) {
    this.vertx = vertx;
    this.servers = List.copyOf(servers);
    this.client = vertx.createNetClient();
    this.listener =
        vertx
            .createNetServer(
                new NetServerOptions()
                    .setHost(InetAddress.getLoopbackAddress().getHostAddress())
                    .setPort(0)
                    .setAcceptBacklog(BACKLOG))
            .connectHandler(this::relay);
  }

  static TcpRelay before(Vertx vertx, List<Server> servers) {
    var relay = new TcpRelay(vertx, servers);
    await(relay.listener.listen());
    return relay;
  }

  InetSocketAddress address() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.actualPort());
  }

  @Override
  public void close() {
    await(listener.close());
    await(client.close());
    await(vertx.close());
  }

  private void relay(NetSocket inner) {
    inner.pause();
    connect(turn++, servers.size())
        .onSuccess(outer -> join(inner, outer))
        .onFailure(_ -> inner.close());
  }

  private Future<NetSocket> connect(int first, int tries) {
    var server = servers.get(Math.floorMod(first, servers.size()));
    if (tries > 1 && !server.isReady().getAsBoolean()) {
      return connect(first + 1, tries - 1);
    }
    var connected =
        client.connect(server.port(), InetAddress.getLoopbackAddress().getHostAddress());
    return tries == 1 ? connected : connected.recover(_ -> connect(first + 1, tries - 1));
  }

  private static void join(NetSocket inner, NetSocket outer) {
    // Both ends close each other: a half of a connection is of no use to HTTP.
    inner.closeHandler(_ -> outer.close());
    outer.closeHandler(_ -> inner.close());
    inner.exceptionHandler(_ -> outer.close());
    outer.exceptionHandler(_ -> inner.close());
    inner.pipeTo(outer).onFailure(_ -> outer.close());
    outer.pipeTo(inner).onFailure(_ -> inner.close());
  }

  private static void await(Future<?> future) {
    try {
      future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("a TCP relay cannot listen or close", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted at a TCP relay", e);
    }
  }
}
