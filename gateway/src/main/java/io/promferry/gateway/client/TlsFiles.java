package io.promferry.gateway.client;

import io.promferry.gateway.config.ClientTls;
import io.promferry.gateway.files.FileBacked;
import io.promferry.gateway.files.UnusableFileException;
import io.promferry.gateway.tls.PemPair;
import io.promferry.gateway.tls.PemTrust;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** TLS towards a server, made from PEM files. */
public final class TlsFiles implements FileBacked.Parser<ClientSSLOptions> {
  private final ClientTls tls;
  private final Duration handshakeTimeout;
  private final Vertx vertx;

  private TlsFiles(ClientTls tls, Duration handshakeTimeout, Vertx vertx) {
    this.tls = tls;
    this.handshakeTimeout = handshakeTimeout;
    this.vertx = vertx;
  }

  /** {@code user} says in logs who speaks it. */
  public static FileBacked<ClientSSLOptions> read(
      String user, ClientTls tls, Duration handshakeTimeout, Vertx vertx) {
    var files = new ArrayList<Path>();
    if (tls.ca() != null) {
      files.add(tls.ca());
    }
    if (tls.identity() != null) {
      files.add(tls.identity().certificate());
      files.add(tls.identity().key());
    }
    return new FileBacked<>(user, files, new TlsFiles(tls, handshakeTimeout, vertx));
  }

  @Override
  public ClientSSLOptions parse(List<byte[]> contents) throws UnusableFileException {
    var unread = new ArrayDeque<>(contents);
    var options =
        new ClientSSLOptions()
            .setHostnameVerificationAlgorithm("HTTPS")
            .setSslHandshakeTimeout(handshakeTimeout.toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    if (tls.ca() != null) {
      options.setTrustOptions(PemTrust.parse("ca", unread.remove(), vertx));
    }
    if (tls.identity() != null) {
      options.setKeyCertOptions(PemPair.parse(unread.remove(), unread.remove(), vertx).options());
    }
    return options;
  }
}
