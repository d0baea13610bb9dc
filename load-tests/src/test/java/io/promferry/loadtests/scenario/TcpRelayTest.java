package io.promferry.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TcpRelayTest {
  private final AtomicBoolean takesMore = new AtomicBoolean(true);
  private ServerSocket first;
  private ServerSocket second;
  private TcpRelay relay;

  @BeforeEach
  void start() throws IOException {
    first = server(1);
    second = server(2);
    relay =
        TcpRelay.before(
            Vertx.vertx(),
            List.of(
                new TcpRelay.Server(first.getLocalPort(), takesMore::get),
                new TcpRelay.Server(second.getLocalPort(), () -> true)));
  }

  @AfterEach
  void stop() throws IOException {
    relay.close();
    first.close();
    second.close();
  }

  @Test
  void handsConnectionsOnInTurn() {
    assertThat(answers()).containsExactly(1, 2, 1, 2);
  }

  @Test
  void handsNoneToAServerThatIsNotReady() {
    takesMore.set(false);

    assertThat(answers()).containsOnly(2);
  }

  @Test
  void handsNoneToAServerThatIsGone() throws IOException {
    second.close();

    assertThat(answers()).containsOnly(1);
  }

  private Stream<Integer> answers() {
    return IntStream.range(0, 4).mapToObj(_ -> answer(relay.address()));
  }

  /** What the server says to a byte of a new connection: who it is. */
  private static int answer(InetSocketAddress address) {
    try (var socket = new Socket(address.getAddress(), address.getPort())) {
      socket.getOutputStream().write(0);
      return socket.getInputStream().read();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ServerSocket server(int name) throws IOException {
    var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> serve(listener, name));
    return listener;
  }

  private static void serve(ServerSocket listener, int name) {
    while (true) {
      try (var socket = listener.accept()) {
        if (socket.getInputStream().read() >= 0) {
          socket.getOutputStream().write(name);
        }
      } catch (IOException _) {
        if (listener.isClosed()) {
          return;
        }
      }
    }
  }
}
