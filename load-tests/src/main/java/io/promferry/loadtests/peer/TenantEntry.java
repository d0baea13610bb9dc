package io.promferry.loadtests.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Gson;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * A tenant as the gateway's tenants file knows it, and the token that the tenant itself has.
 *
 * @param rules its relabel rules, each as keys to values
 * @param settings what else its entry has, key to value; where it has no {@code credentials}, the
 *     token's digest is the only one
 */
public record TenantEntry(
    String name,
    String vpc,
    String token,
    List<Map<String, Object>> rules,
    Map<String, Object> settings) {
  private static final Gson JSON = new Gson();

  public TenantEntry {
    rules = List.copyOf(rules);
    settings = Map.copyOf(settings);
  }

  public TenantEntry(String name, String vpc, String token) {
    this(name, vpc, token, List.of(), Map.of());
  }

  /** A tenant in a VPC of its own. */
  public static TenantEntry of(String name) {
    return new TenantEntry(name, "vpc-" + name, "token-of-" + name);
  }

  public TenantEntry withRules(List<Map<String, Object>> wanted) {
    return new TenantEntry(name, vpc, token, wanted, settings);
  }

  public TenantEntry withLimits(Map<String, Object> wanted) {
    return with("limits", wanted);
  }

  /** In place of the token's digest. */
  public TenantEntry withCredentials(List<Map<String, Object>> wanted) {
    return with("credentials", wanted);
  }

  public TenantEntry with(String setting, Object value) {
    var more = new HashMap<>(settings);
    more.put(setting, value);
    return new TenantEntry(name, vpc, token, rules, more);
  }

  /** What the gateway must force onto every series. */
  public Map<String, String> labels() {
    return Map.of("tenant", name, "vpc", vpc);
  }

  public String selector() {
    return "{tenant=\"" + name + "\",vpc=\"" + vpc + "\"}";
  }

  String yaml() {
    var entry = new HashMap<>(settings);
    entry.put("name", name);
    entry.put("vpc", vpc);
    entry.put("relabel", rules);
    entry.putIfAbsent("credentials", List.of(Map.of("bearer-token-sha256", digest())));
    return "  - " + JSON.toJson(entry) + '\n';
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
