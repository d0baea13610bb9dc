package io.promferry.loadtests.peer;

import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.List;

/** A real vmagent: a sender to which samples of any age can be handed. */
public final class Vmagent extends Peer {
  private final URI address;

  private Vmagent(PeerCommand command, URI address) {
    super(Launcher.chosen(), command, address.resolve("/health"));
    this.address = address;
  }

  public static Vmagent in(Path directory, RemoteWrite target) {
    var port = FreePorts.next();
    var files = new PeerDirectory(directory);
    var token = files.write(directory.resolve("token"), target.token());
    var arguments =
        List.of(
            "-httpListenAddr=127.0.0.1:" + port,
            "-remoteWrite.url=" + target.uri(),
            "-remoteWrite.bearerTokenFile=" + token,
            "-remoteWrite.tmpDataPath=" + directory.resolve("data"));
    return new Vmagent(
        files.command("vmagent", PeerBinaries.find("vmagent"), arguments, List.of()),
        loopback(port));
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
