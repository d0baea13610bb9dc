package io.promferry.gateway;

import io.netty.pkitesting.X509Bundle;
import java.net.Socket;
import java.net.http.HttpClient;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** Clients that trust one authority and may show a certificate. */
final class TlsClients {
  private TlsClients() {}

  static HttpClient http(HttpClient.Version version, SSLContext context) {
    return HttpClient.newBuilder().version(version).sslContext(context).build();
  }

  static SSLContext trusting(Certificates authority) throws Exception {
    return context(authority, null);
  }

  /** Shows its certificate whatever authorities the server names. */
  static SSLContext showing(X509Bundle certificate, Certificates trusted) throws Exception {
    return context(trusted, new KeyManager[] {new Showing(certificate)});
  }

  private static SSLContext context(Certificates authority, KeyManager @Nullable [] keys)
      throws Exception {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority.authority().getCertificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }

  /** One certificate and no questions. */
  private static final class Showing extends X509ExtendedKeyManager {
    private static final String ALIAS = "shown";

    private final X509Certificate[] chain;
    private final PrivateKey key;

    Showing(X509Bundle certificate) throws GeneralSecurityException {
      chain = certificate.getCertificatePath();
      key = certificate.getKeyPair().getPrivate();
    }

    @Override
    public String chooseClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return ALIAS;
    }

    @Override
    public String chooseEngineClientAlias(
        String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
      return ALIAS;
    }

    @Override
    public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[] {ALIAS};
    }

    @Override
    public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(
        String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return chain.clone();
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return key;
    }
  }
}
