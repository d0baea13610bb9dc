package io.promferry.loadtests.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;

/**
 * A tenant as the gateway's tenants file knows it, and the token that the tenant itself has.
 *
 * @param limits its own, as they stand in its entry
 */
public record TenantEntry(String name, String vpc, String token, String limits) {
  /** A tenant in a VPC of its own. */
  public static TenantEntry of(String name) {
    return new TenantEntry(name, "vpc-" + name, "token-of-" + name, "{}");
  }

  /** The same with limits of its own, as they stand in its entry. */
  public TenantEntry withLimits(String wanted) {
    return new TenantEntry(name, vpc, token, wanted);
  }

  /** What the gateway must force onto every series. */
  public Map<String, String> labels() {
    return Map.of("tenant", name, "vpc", vpc);
  }

  public String selector() {
    return "{tenant=\"" + name + "\",vpc=\"" + vpc + "\"}";
  }

  String yaml() {
    return "  - {name: %s, vpc: %s, credentials: [{bearer-token-sha256: %s}], limits: %s}%n"
        .formatted(name, vpc, digest(), limits);
  }

  private String digest() {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
