package io.promferry.gateway.tls;

import io.promferry.gateway.files.UnusableFileException;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemTrustOptions;

/** Certificates of authorities that the other side's certificate must come from. */
public final class PemTrust {
  private PemTrust() {}

  /**
   * Reads them; {@code key} is what the file is called in the configuration.
   *
   * @throws UnusableFileException if they are not PEM
   */
  public static PemTrustOptions parse(String key, byte[] certificates, Vertx vertx)
      throws UnusableFileException {
    var trust = new PemTrustOptions().addCertValue(Buffer.buffer(certificates));
    try {
      trust.getTrustManagerFactory(vertx);
      return trust;
    } catch (Exception e) {
      throw new UnusableFileException(key + " is not PEM certificates");
    }
  }
}
