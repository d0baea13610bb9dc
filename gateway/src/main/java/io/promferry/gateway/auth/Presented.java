package io.promferry.gateway.auth;

import java.security.cert.X509Certificate;
import org.jspecify.annotations.Nullable;

/**
 * What a request shows of who sent it.
 *
 * @param authorization the value of its one Authorization header; null where there is none
 * @param certificate the client's, verified by the TLS stack; null where there is none
 */
public record Presented(@Nullable String authorization, @Nullable X509Certificate certificate) {
  /** Says which of the two there are, and nothing of them. */
  @Override
  public String toString() {
    return "Presented[authorization="
        + (authorization != null)
        + ", certificate="
        + (certificate != null)
        + "]";
  }
}
