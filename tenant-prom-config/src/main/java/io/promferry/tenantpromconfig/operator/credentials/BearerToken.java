package io.promferry.tenantpromconfig.operator.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A tenant's bearer token: what its Prometheus sends, and the digest by which the gateway knows it.
 *
 * @param value 43 characters of URL-safe Base64; a secret, which {@link #toString} does not show
 */
public record BearerToken(String value) {
  private static final int RANDOM_BYTES = 32;

  /** A new token with 256 bits of the given source's randomness. */
  public static BearerToken random(SecureRandom source) {
    byte[] secret = new byte[RANDOM_BYTES];
    source.nextBytes(secret);
    return new BearerToken(Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /**
   * The SHA-256 of the token's UTF-8 bytes in 64 lower-case hexadecimal digits: the value of {@code
   * bearer-token-sha256} in a tenant entry (design section 6).
   */
  public String sha256() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  @Override
  public String toString() {
    return "BearerToken[sha256=" + sha256() + "]";
  }
}
