package io.promferry.tenantpromconfig.operator.flow;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts servers that are dialled by address and whose certificate is for one name: the JDK's own
 * client would compare the address. Trusts no clients.
 */
final class ServerTrust extends X509ExtendedTrustManager {
  private static final int DNS_NAME = 2;

  private final X509ExtendedTrustManager chains;
  private final String serverName;

  private ServerTrust(X509ExtendedTrustManager chains, String serverName) {
    this.chains = chains;
    this.serverName = serverName;
  }

  /**
   * For clients.
   *
   * @param authorities PEM; null for the JDK's own trust
   * @param serverName what the certificate must be for; null for what is dialled
   * @throws IOException if the authorities cannot be used
   */
  static SSLContext context(byte @Nullable [] authorities, @Nullable String serverName)
      throws IOException {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(authorities == null ? null : store(authorities));
      var chains =
          Arrays.stream(factory.getTrustManagers())
              .filter(X509ExtendedTrustManager.class::isInstance)
              .map(X509ExtendedTrustManager.class::cast)
              .findFirst()
              .orElseThrow();
      var context = SSLContext.getInstance("TLS");
      var trust = serverName == null ? chains : new ServerTrust(chains, serverName);
      context.init(null, new TrustManager[] {trust}, null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("the CA's file is not PEM certificates", e);
    }
  }

  private static KeyStore store(byte[] pem) throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    var certificates =
        CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
    if (certificates.isEmpty()) {
      throw new CertificateException("no certificate");
    }
    for (var certificate : certificates) {
      store.setCertificateEntry("ca-" + store.size(), certificate);
    }
    return store;
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkServerTrusted(chain, type);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    chains.checkServerTrusted(chain, type);
    var names = chain[0].getSubjectAlternativeNames();
    if (names == null || names.stream().noneMatch(this::isTheName)) {
      throw new CertificateException("the certificate is not for " + serverName);
    }
  }

  /** Of RFC 6125, with a wildcard only as the whole first label. */
  private boolean isTheName(List<?> alternative) {
    if (!Objects.equals(alternative.get(0), DNS_NAME)
        || !(alternative.get(1) instanceof String name)) {
      return false;
    }
    int dot = serverName.indexOf('.');
    return name.equalsIgnoreCase(serverName)
        || (dot > 0 && name.equalsIgnoreCase("*" + serverName.substring(dot)));
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("no client is trusted here");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return chains.getAcceptedIssuers();
  }
}
