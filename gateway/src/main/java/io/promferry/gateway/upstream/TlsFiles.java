package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamTls;
import io.promferry.gateway.upstream.FileBacked.UnusableFileException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.X509KeyManager;

/**
 * TLS towards a store, made from PEM files that are tried out before anything relies on them: what
 * was half written when it was read is found here, not by the next write.
 */
final class TlsFiles implements FileBacked.Parser<ClientSSLOptions> {
  /** By the kinds of keys that Vert.x reads from PEM. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private static final byte[] PROBE = {1};

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
    return new FileBacked<>(upstream, files, new TlsFiles(tls, handshakeTimeout, vertx));
  }

  @Override
  public ClientSSLOptions parse(List<Buffer> contents) throws UnusableFileException {
    var unread = new ArrayDeque<>(contents);
    var options =
        new ClientSSLOptions()
            .setHostnameVerificationAlgorithm("HTTPS")
            .setSslHandshakeTimeout(handshakeTimeout.toMillis())
            .setSslHandshakeTimeoutUnit(TimeUnit.MILLISECONDS);
    if (tls.ca() != null) {
      options.setTrustOptions(trust(unread));
    }
    if (tls.identity() != null) {
      options.setKeyCertOptions(identity(unread));
    }
    return options;
  }

  private PemTrustOptions trust(Deque<Buffer> unread) throws UnusableFileException {
    var trust = new PemTrustOptions().addCertValue(unread.remove());
    try {
      trust.getTrustManagerFactory(vertx);
      return trust;
    } catch (Exception e) {
      throw new UnusableFileException("ca is not PEM certificates");
    }
  }

  private PemKeyCertOptions identity(Deque<Buffer> unread) throws UnusableFileException {
    var identity =
        new PemKeyCertOptions().addCertValue(unread.remove()).addKeyValue(unread.remove());
    boolean pair;
    try {
      pair = isPair(identity);
    } catch (Exception e) {
      throw new UnusableFileException(
          "certificate and key are not PEM of an RSA or EC certificate and its key");
    }
    if (!pair) {
      throw new UnusableFileException("key is not that of the certificate");
    }
    return identity;
  }

  /** Asks for what Vert.x has read of the two, because that is what it will use. */
  private boolean isPair(KeyCertOptions identity) throws Exception {
    var keys = (X509KeyManager) identity.getKeyManagerFactory(vertx).getKeyManagers()[0];
    for (var signature : SIGNATURES.entrySet()) {
      var aliases = keys.getClientAliases(signature.getKey(), null);
      if (aliases != null) {
        return isPair(
            keys.getPrivateKey(aliases[0]),
            keys.getCertificateChain(aliases[0])[0].getPublicKey(),
            Signature.getInstance(signature.getValue()));
      }
    }
    return false;
  }

  private static boolean isPair(PrivateKey key, PublicKey certified, Signature signature)
      throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(PROBE);
    var signed = signature.sign();
    signature.initVerify(certified);
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
