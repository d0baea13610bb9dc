package io.promferry.loadtests.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The tenants' entries, from which the gateways know who may write, and from where. */
final class TenantEntries {
  private static final Gson JSON = new Gson();

  private final Path file;
  private final Function<TenantVpc, String> token;
  private final Supplier<List<GatewayPod>> gateways;
  private final Map<TenantVpc, List<String>> addresses = new LinkedHashMap<>();
  private String mode = "enforce";

  TenantEntries(
      Path file, Function<TenantVpc, String> token, Supplier<List<GatewayPod>> gateways) {
    this.file = file;
    this.token = token;
    this.gateways = gateways;
    Tenants.ALL.forEach(tenant -> addresses.put(tenant, tenant.addresses()));
    write();
  }

  Path file() {
    return file;
  }

  /** Other addresses for the tenant; returns when all gateways know. */
  void change(TenantVpc tenant, List<String> allowed) {
    addresses.put(tenant, List.copyOf(allowed));
    load();
  }

  /** What all gateways do about other addresses. */
  void changeAll(String wanted) {
    mode = wanted;
    load();
  }

  private void load() {
    write();
    gateways.get().forEach(gateway -> assertThat(gateway.reload()).isEqualTo(200));
  }

  private void write() {
    try {
      var entries = addresses.entrySet().stream().map(one -> entry(one.getKey(), one.getValue()));
      Files.writeString(file, JSON.toJson(Map.of("tenants", entries.toList())));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private Map<String, Object> entry(TenantVpc tenant, List<String> allowed) {
    return Map.of(
        "name", tenant.name(),
        "vpc", tenant.vpc(),
        "credentials", List.of(Map.of("bearer-token-sha256", digest(token.apply(tenant)))),
        "sources", Map.of("mode", mode, "addresses", allowed));
  }

  private static String digest(String secret) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-256").digest(secret.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
