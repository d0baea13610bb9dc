package io.promferry.gateway.accept;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import io.promferry.gateway.telemetry.HandshakeFailure;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertPathValidatorException.BasicReason;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What was wrong with a TLS handshake, as far as its end tells.
 *
 * @param certificateEnd when the certificate expired that ended it; null if that is not known, or
 *     it was something else. Nobody has proved to hold that certificate, nor that an authority has
 *     issued it.
 */
record HandshakeFault(HandshakeFailure failure, @Nullable Instant certificateEnd) {
  /** How the JDK says what the client has told it. */
  private static final String ALERT = "Received fatal alert: ";

  /** Of RFC 8446, section 6.2: what a client says of a server's certificate. */
  private static final Set<String> ABOUT_OUR_CERTIFICATE =
      Set.of(
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca");

  /** Empty if the client only went away. */
  static Optional<HandshakeFault> of(Throwable end) {
    return switch (end) {
      case NotSslRecordException _ -> fault(HandshakeFailure.NOT_TLS);
      case SslHandshakeTimeoutException _ -> fault(HandshakeFailure.TIMEOUT);
      case SSLException _ -> Optional.of(ofCauses(end));
      default -> Optional.empty();
    };
  }

  private static HandshakeFault ofCauses(Throwable end) {
    var path = find(end, CertPathValidatorException.class);
    if (path.isPresent() && path.get().getReason() == BasicReason.EXPIRED) {
      return new HandshakeFault(
          HandshakeFailure.CERTIFICATE_EXPIRED, expired(path.get()).orElse(null));
    }
    if (path.isPresent() && path.get().getReason() == BasicReason.NOT_YET_VALID) {
      return new HandshakeFault(HandshakeFailure.CERTIFICATE_NOT_YET_VALID, null);
    }
    if (find(end, CertificateException.class).isPresent()) {
      return new HandshakeFault(HandshakeFailure.CERTIFICATE_UNTRUSTED, null);
    }
    return new HandshakeFault(
        isAboutOurCertificate(String.valueOf(end.getMessage()))
            ? HandshakeFailure.GATEWAY_UNTRUSTED
            : HandshakeFailure.HANDSHAKE,
        null);
  }

  private static Optional<Instant> expired(CertPathValidatorException path) {
    int index = path.getIndex();
    return index >= 0
            && path.getCertPath().getCertificates().get(index) instanceof X509Certificate it
        ? Optional.of(it.getNotAfter().toInstant())
        : Optional.empty();
  }

  private static boolean isAboutOurCertificate(String message) {
    int alert = message.indexOf(ALERT);
    return alert >= 0 && ABOUT_OUR_CERTIFICATE.contains(message.substring(alert + ALERT.length()));
  }

  private static <T extends Throwable> Optional<T> find(Throwable end, Class<T> type) {
    return Stream.<Throwable>iterate(end, cause -> cause != null, Throwable::getCause)
        .filter(type::isInstance)
        .map(type::cast)
        .findFirst();
  }

  private static Optional<HandshakeFault> fault(HandshakeFailure failure) {
    return Optional.of(new HandshakeFault(failure, null));
  }
}
