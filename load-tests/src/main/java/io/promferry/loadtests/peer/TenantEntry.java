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
 * @param settings what else its entry has, or has instead, as the tenants file has it
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
    var entry = new HashMap<String, Object>();
    entry.put("name", name);
    entry.put("vpc", vpc);
    entry.put("credentials", List.of(Map.of("bearer-token-sha256", digest())));
    entry.put("relabel", rules);
    entry.putAll(settings);
    return "  - %s%n".formatted(JSON.toJson(entry));
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
