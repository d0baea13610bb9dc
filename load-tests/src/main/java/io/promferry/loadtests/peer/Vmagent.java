package io.promferry.loadtests.peer;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A real vmagent: a sender to which samples of any age can be handed. */
public final class Vmagent extends Peer {
  private final URI address;

  private Vmagent(PeerCommand command, URI address) {
    super(Launcher.chosen(), command, address.resolve("/health"));
    this.address = address;
  }

  /** Sends all that it is handed to each of {@code targets}. */
  public static Vmagent sender(Path binary, Path directory, List<RemoteWrite> targets) {
    var port = FreePorts.next();
    var files = new PeerDirectory(directory);
    var arguments =
        List.of(
            "-httpListenAddr=127.0.0.1:" + port,
            "-remoteWrite.tmpDataPath=" + directory.resolve("data"));
    var urls =
        IntStream.range(0, targets.size())
            .boxed()
            .flatMap(number -> target(files, number, targets.get(number)))
            .toList();
    return new Vmagent(files.command("vmagent", binary, arguments, urls), loopback(port));
  }

  private static Stream<String> target(PeerDirectory files, int number, RemoteWrite target) {
    var token = files.write(files.path().resolve("token-" + number), target.secret());
    return Stream.of("-remoteWrite.url=" + target.uri(), "-remoteWrite.bearerTokenFile=" + token);
  }

  /**
   * Takes lines of the Prometheus text format, with timestamps in milliseconds, and sends them on.
   */
  public void push(String lines) {
    var answer =
        LoopbackHttp.post(
            address.resolve("/api/v1/import/prometheus"), BodyPublishers.ofString(lines));
    if (answer.statusCode() != 204) {
      throw new IllegalStateException(
          "vmagent refused the samples: " + answer.statusCode() + ' ' + answer.body());
    }
  }
}
