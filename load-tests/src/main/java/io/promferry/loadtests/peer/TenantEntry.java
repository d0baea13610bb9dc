package io.promferry.loadtests.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A tenant as the gateway's tenants file knows it, and the token that the tenant itself has.
 *
 * @param rules its relabel rules, each as keys to values
 * @param limits its own limits, as keys to values
 */
public record TenantEntry(
    String name,
    String vpc,
    String token,
    List<Map<String, Object>> rules,
    Map<String, Object> limits) {
  private static final Gson JSON = new Gson();

  public TenantEntry {
    rules = List.copyOf(rules);
    limits = Map.copyOf(limits);
  }

  public TenantEntry(String name, String vpc, String token) {
    this(name, vpc, token, List.of(), Map.of());
  }

  /** A tenant in a VPC of its own. */
  public static TenantEntry of(String name) {
    return new TenantEntry(name, "vpc-" + name, "token-of-" + name);
  }

  public TenantEntry withRules(List<Map<String, Object>> wanted) {
    return new TenantEntry(name, vpc, token, wanted, limits);
  }

  public TenantEntry withLimits(Map<String, Object> wanted) {
    return new TenantEntry(name, vpc, token, rules, wanted);
  }

  /** What the gateway must force onto every series. */
  public Map<String, String> labels() {
    return Map.of("tenant", name, "vpc", vpc);
  }

  public String selector() {
    return "{tenant=\"" + name + "\",vpc=\"" + vpc + "\"}";
  }

  String yaml() {
    return "  - {name: %s, vpc: %s, credentials: [{bearer-token-sha256: %s}], relabel: %s, limits: %s}%n"
        .formatted(name, vpc, digest(), JSON.toJson(rules), JSON.toJson(limits));
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
