package io.promferry.gateway.upstream;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Puts into words why no connection could be had; nothing is sent before there is one. */
final class ConnectFailure {
  /** How Netty begins the messages of its own kinds of these exceptions. */
  private static final String TIMED_OUT = "connection timed out";

  private static final String NOT_TLS = "not an SSL/TLS record";

  private ConnectFailure() {}

  /** Understands a handshake's failure also where it came after the connection, in TLS 1.3. */
  static NotSentException explain(String upstream, Throwable cause) {
    if (aboutTls(cause)) {
      return failure("tls", "no TLS connection to upstream %s: " + tls(chain(cause)), upstream);
    }
    return switch (cause) {
      case NotSentException explained -> explained;
      case ConnectionPoolTooBusyException _ -> busy(upstream);
      case TimeoutException _ -> busy(upstream);
      case UnknownHostException _ ->
          failure("unresolved", "the host name of upstream %s cannot be resolved", upstream);
      case ConnectException refused when message(refused).startsWith(TIMED_OUT) ->
          failure("connect_timeout", "upstream %s does not answer when connected to", upstream);
      case ConnectException _ -> failure("refused", "upstream %s refuses connections", upstream);
      default -> failure("connection", "upstream %s cannot be reached", upstream);
    };
  }

  static boolean aboutTls(Throwable cause) {
    return chain(cause).stream().anyMatch(SSLException.class::isInstance);
  }

  /** Whether another address of the same store may fare better. */
  static boolean ofOneAddress(Throwable cause) {
    return cause instanceof IOException;
  }

  private static NotSentException busy(String upstream) {
    return failure("pool_full", "every connection to upstream %s is busy", upstream);
  }

  private static NotSentException failure(String reason, String text, String upstream) {
    return new NotSentException(reason, text.replace("%s", upstream));
  }

  private static String tls(List<Throwable> causes) {
    if (causes.stream().anyMatch(CertificateExpiredException.class::isInstance)) {
      return "its certificate has expired";
    }
    if (causes.stream().anyMatch(ConnectFailure::isAboutTrust)) {
      return "its certificate is not signed by a CA that the gateway trusts";
    }
    if (causes.getLast() instanceof CertificateException) {
      return "its certificate is not for the name that was asked for";
    }
    var detail = message(causes.getLast());
    return detail.startsWith(NOT_TLS) ? "it does not speak TLS" : detail;
  }

  private static boolean isAboutTrust(Throwable cause) {
    return cause instanceof CertPathBuilderException || cause instanceof CertPathValidatorException;
  }

  private static List<Throwable> chain(Throwable failure) {
    return Stream.iterate(failure, Objects::nonNull, Throwable::getCause).toList();
  }

  private static String message(Throwable cause) {
    return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName());
  }
}
