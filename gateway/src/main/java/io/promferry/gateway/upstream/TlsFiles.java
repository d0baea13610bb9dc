package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamTls;
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

/** TLS towards a store, made from PEM files. */
final class TlsFiles implements FileBacked.Parser<ClientSSLOptions> {
  private final UpstreamTls tls;
  private final Duration handshakeTimeout;
  private final Vertx vertx;

  private TlsFiles(UpstreamTls tls, Duration handshakeTimeout, Vertx vertx) {
    this.tls = tls;
    this.handshakeTimeout = handshakeTimeout;
    this.vertx = vertx;
  }

  static FileBacked<ClientSSLOptions> read(
      String upstream, UpstreamTls tls, Duration handshakeTimeout, Vertx vertx) {
    var files = new ArrayList<Path>();
    if (tls.ca() != null) {
      files.add(tls.ca());
    }
    if (tls.identity() != null) {
      files.add(tls.identity().certificate());
      files.add(tls.identity().key());
    }
    return new FileBacked<>(
        "upstream " + upstream, files, new TlsFiles(tls, handshakeTimeout, vertx));
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
