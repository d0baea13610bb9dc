package io.promferry.gateway;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Certificates made on the spot, as PEM files. */
public final class Certificates {
  private final X509Bundle authority;

  private Certificates(X509Bundle authority) {
    this.authority = authority;
  }

  public static Certificates newAuthority() throws Exception {
    return new Certificates(
        new CertificateBuilder()
            .ecp256()
            .subject("CN=test authority")
            .setIsCertificateAuthority(true)
            .buildSelfSigned());
  }

  public X509Bundle issue(String dnsName) throws Exception {
    return leaf(dnsName).buildIssuedBy(authority);
  }

  public X509Bundle issueRsa(String dnsName) throws Exception {
    return leaf(dnsName).rsa2048().buildIssuedBy(authority);
  }

  public X509Bundle issueExpired(String dnsName) throws Exception {
    var now = Instant.now();
    return issueBetween(dnsName, now.minus(Duration.ofHours(2)), now.minus(Duration.ofHours(1)));
  }

  X509Bundle issueNotYetValid(String dnsName) throws Exception {
    var now = Instant.now();
    return issueBetween(dnsName, now.plus(Duration.ofHours(1)), now.plus(Duration.ofHours(2)));
  }

  private X509Bundle issueBetween(String dnsName, Instant from, Instant to) throws Exception {
    return leaf(dnsName).notBefore(from).notAfter(to).buildIssuedBy(authority);
  }

  X509Bundle issueForServers(String dnsName) throws Exception {
    return leaf(dnsName).addExtendedKeyUsageServerAuth().buildIssuedBy(authority);
  }

  private static CertificateBuilder leaf(String dnsName) {
    return new CertificateBuilder().ecp256().subject("CN=" + dnsName).addSanDnsName(dnsName);
  }

  public X509Bundle authority() {
    return authority;
  }

  public void writeTo(Path ca) throws IOException {
    Files.writeString(ca, authority.getCertificatePEM());
  }

  /** Writes {@code name.crt} and {@code name.key}. */
  public static void write(X509Bundle bundle, Path directory, String name) throws IOException {
    Files.writeString(directory.resolve(name + ".crt"), bundle.getCertificatePathPEM());
    Files.writeString(directory.resolve(name + ".key"), bundle.getPrivateKeyPEM());
  }
}
