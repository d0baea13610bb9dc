package io.promferry.gateway.http;

import io.promferry.gateway.config.ListenerTls;
import io.promferry.gateway.files.FileBacked;
import io.promferry.gateway.files.UnusableFileException;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tls.PemPair;
import io.promferry.gateway.tls.PemTrust;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServer;
import io.vertx.core.net.ServerSSLOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * TLS of one listener: versions 1.2 and 1.3, with the cipher suites that the JDK enables by itself.
 * The files are read again when they change; new connections then see what is new, those that exist
 * stay as they are until they reach their age. What cannot be used leaves everything as it was.
 *
 * <p>A client may show a certificate where there is a {@code client-ca}; one that does not verify
 * ends the handshake. Whatever changes makes new state for resumption too, so that nobody comes
 * back with a session that an authority vouched for which has been taken away; who is connected
 * stays so until {@code max-connection-age}.
 */
public final class ServerTls implements AutoCloseable {
  private static final Duration CHECKED_EVERY = Duration.ofSeconds(5);

  private final ListenerTls config;
  private final Vertx vertx;
  private final FileBacked<ServerCertificate> files;
  private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
  private volatile long timer;

  private ServerTls(String listener, ListenerTls config, Vertx vertx) {
    this.config = config;
    this.vertx = vertx;
    var paths =
        new ArrayList<Path>(List.of(config.identity().certificate(), config.identity().key()));
    if (config.clientCa() != null) {
      paths.add(config.clientCa());
    }
    this.files = new FileBacked<>(listener + ".tls", paths, this::parse);
  }

  /**
   * Reads the files, so not on an event loop; {@code listener} is its key in the configuration.
   *
   * @throws UnusableFileException if there is nothing to start with
   */
  public static ServerTls read(
      String listener, ListenerTls config, Vertx vertx, GatewayMeters meters)
      throws UnusableFileException {
    var tls = new ServerTls(listener, config, vertx);
    if (tls.files.value().isEmpty()) {
      throw new UnusableFileException(listener + ".tls: " + tls.files.problem());
    }
    meters.watchCertificate(listener, tls::expires, tls.files::problems);
    tls.timer = vertx.setPeriodic(CHECKED_EVERY.toMillis(), _ -> tls.recheck());
    return tls;
  }

  /** What a server starts with. */
  ServerSSLOptions options() {
    return files.value().orElseThrow().options();
  }

  /** Lets a listening server follow the files. */
  void follow(HttpServer server) {
    servers.add(server);
  }

  /** Looks on a worker thread whether the files have changed; done when servers use what is new. */
  public Future<Void> recheck() {
    return vertx
        .executeBlocking(files::check, true)
        .compose(changed -> Boolean.TRUE.equals(changed) ? update() : Future.succeededFuture());
  }

  /** Looks at the files no more: before Vert.x is closed, which has no threads for it then. */
  @Override
  public void close() {
    vertx.cancelTimer(timer);
  }

  private Future<Void> update() {
    var options = options();
    return Future.all(servers.stream().map(server -> server.updateSSLOptions(options)).toList())
        .mapEmpty();
  }

  private double expires() {
    return files.value().orElseThrow().expires().getEpochSecond();
  }

  private ServerCertificate parse(List<byte[]> contents) throws UnusableFileException {
    var pair = PemPair.parse(contents.get(0), contents.get(1), vertx);
    var options =
        new ServerSSLOptions()
            .setEnabledSecureTransportProtocols(Set.of("TLSv1.2", "TLSv1.3"))
            .setSslHandshakeTimeout(ServerOptions.HANDSHAKE_TIMEOUT.toSeconds())
            .setSslHandshakeTimeoutUnit(TimeUnit.SECONDS)
            .setKeyCertOptions(pair.options());
    if (config.clientCa() != null) {
      options
          .setClientAuth(ClientAuth.REQUEST)
          .setTrustOptions(PemTrust.parse("client-ca", contents.get(2), vertx));
    }
    return new ServerCertificate(options, pair.expires());
  }
}
