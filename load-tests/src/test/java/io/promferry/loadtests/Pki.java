package io.promferry.loadtests;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** One authority, for servers of this machine and for their clients. */
public final class Pki {
  private final X509Bundle authority;

  private Pki(X509Bundle authority) {
    this.authority = authority;
  }

  public static Pki create() throws Exception {
    return new Pki(
        new CertificateBuilder()
            .ecp256()
            .subject("CN=authority of the lab")
            .setIsCertificateAuthority(true)
            .buildSelfSigned());
  }

  public String authorityPem() {
    return authority.getCertificatePEM();
  }

  /** For a server on the loopback address. */
  X509Bundle server() throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=gateway")
        .addSanIpAddress("127.0.0.1")
        .buildIssuedBy(authority);
  }

  /** The same for one that is known by that name, too. */
  public X509Bundle server(String name) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=gateway")
        .addSanDnsName(name)
        .addSanIpAddress("127.0.0.1")
        .buildIssuedBy(authority);
  }

  X509Bundle client(String uri) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=tenant")
        .addSanUriName(uri)
        .buildIssuedBy(authority);
  }

  /** Of a client whose certificate is valid no more. */
  X509Bundle expiredClient(String uri, Instant end) throws Exception {
    return new CertificateBuilder()
        .ecp256()
        .subject("CN=tenant")
        .addSanUriName(uri)
        .notBefore(end.minus(Duration.ofDays(1)))
        .notAfter(end)
        .buildIssuedBy(authority);
  }

  /** Writes {@code name.crt} and {@code name.key}. */
  public static void write(X509Bundle bundle, Path directory, String name) throws IOException {
    Files.writeString(directory.resolve(name + ".crt"), bundle.getCertificatePathPEM());
    Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM());
  }

  /** The certificate that a server of this authority shows to a new connection. */
  Certificate shownBy(URI server) throws GeneralSecurityException, IOException {
    try (var socket =
        (SSLSocket)
            trusting().getSocketFactory().createSocket(server.getHost(), server.getPort())) {
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  /** For clients that trust this authority and no other. */
  public SSLContext trusting() throws GeneralSecurityException, IOException {
    return trusting(null);
  }

  /** The same for a client that shows this certificate. */
  SSLContext trustingAndShowing(X509Bundle shown) throws GeneralSecurityException, IOException {
    var password = new char[0];
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setKeyEntry(
        "shown", shown.getKeyPair().getPrivate(), password, shown.getCertificatePath());
    var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, password);
    return trusting(keys.getKeyManagers());
  }

  private SSLContext trusting(KeyManager @Nullable [] keys)
      throws GeneralSecurityException, IOException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    store.setCertificateEntry("authority", authority.getCertificate());
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(keys, trust.getTrustManagers(), null);
    return context;
  }
}
