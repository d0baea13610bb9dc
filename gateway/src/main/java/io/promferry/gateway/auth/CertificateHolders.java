package io.promferry.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Reason;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.tenant.Credential;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.tenant.TenantDirectory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.LinkedHashMap;

/**
 * Whom client certificates name. A TLS session shows the same object with each request, so what an
 * object was found to mean is remembered for as long as the session holds it.
 */
final class CertificateHolders {
  private static final int MOST_REMEMBERED = 10_000;

  private final TenantDirectory directory;
  private final InstantSource clock;
  private final Cache<X509Certificate, AuthResult> remembered =
      Caffeine.newBuilder().weakKeys().maximumSize(MOST_REMEMBERED).build();

  CertificateHolders(TenantDirectory directory, InstantSource clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /** A session may outlive the certificate that it was made with. */
  AuthResult find(X509Certificate certificate) {
    return certificate.getNotAfter().toInstant().isBefore(clock.instant())
        ? new Rejected(Reason.EXPIRED)
        : remembered.get(certificate, this::read);
  }

  private AuthResult read(X509Certificate certificate) {
    var holders = new LinkedHashMap<Tenant, Credential>();
    try {
      for (var name : CertificateNames.of(certificate)) {
        directory.find(name).ifPresent(holder -> holders.putIfAbsent(holder, name));
      }
    } catch (CertificateParsingException e) {
      return new Rejected(Reason.MALFORMED);
    }
    return switch (holders.size()) {
      case 0 -> new Rejected(Reason.UNKNOWN);
      case 1 -> {
        var holder = holders.firstEntry();
        yield new Authenticated(holder.getKey(), holder.getValue());
      }
      default -> new Rejected(Reason.AMBIGUOUS);
    };
  }
}
