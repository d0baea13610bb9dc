package io.promferry.gateway.tls;

import io.promferry.gateway.files.UnusableFileException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import javax.net.ssl.X509KeyManager;

/**
 * A certificate and its private key, tried out: what was half written when it was read is found
 * here, not by the next handshake.
 *
 * @param expires when the first certificate of the chain does
 */
public record PemPair(PemKeyCertOptions options, Instant expires) {
  /** By the kinds of keys that Vert.x reads from PEM. */
  private static final Map<String, String> SIGNATURES =
      Map.of("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");

  private static final byte[] PROBE = {1};

  /**
   * Reads the two.
   *
   * @throws UnusableFileException if they are not PEM, or not a pair
   */
  public static PemPair parse(byte[] certificate, byte[] key, Vertx vertx)
      throws UnusableFileException {
    var options =
        new PemKeyCertOptions()
            .addCertValue(Buffer.buffer(certificate))
            .addKeyValue(Buffer.buffer(key));
    List<X509Certificate> chain;
    try {
      chain = chainOfPair(options, vertx);
    } catch (Exception e) {
      throw new UnusableFileException(
          "certificate and key are not PEM of an RSA or EC certificate and its key");
    }
    var expires =
        chain.stream()
            .map(X509Certificate::getNotAfter)
            .min(Comparator.naturalOrder())
            .orElseThrow(() -> new UnusableFileException("key is not that of the certificate"));
    return new PemPair(options, expires.toInstant());
  }

  /**
   * Asks for what Vert.x has read of the two, because that is what it will use; empty if no pair.
   */
  private static List<X509Certificate> chainOfPair(KeyCertOptions options, Vertx vertx)
      throws Exception {
    var keys = (X509KeyManager) options.getKeyManagerFactory(vertx).getKeyManagers()[0];
    for (var signature : SIGNATURES.entrySet()) {
      var aliases = keys.getClientAliases(signature.getKey(), null);
      if (aliases != null) {
        var chain = Arrays.asList(keys.getCertificateChain(aliases[0]));
        var key = keys.getPrivateKey(aliases[0]);
        return isPair(key, chain.getFirst(), Signature.getInstance(signature.getValue()))
            ? chain
            : List.of();
      }
    }
    return List.of();
  }

  private static boolean isPair(PrivateKey key, X509Certificate certified, Signature signature)
      throws GeneralSecurityException {
    signature.initSign(key);
    signature.update(PROBE);
    var signed = signature.sign();
    signature.initVerify(certified.getPublicKey());
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
