package io.promferry.tenantpromconfig.operator.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.tenantpromconfig.model.Platform;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks replicas on their operators' listeners, with TLS and credentials as the platform's settings
 * say. What their files hold is read again by {@link #refresh}. Not thread-safe.
 */
final class OperatorsListeners implements AutoCloseable {
  private final Platform.GatewayAccess gateway;
  private final Duration timeout;
  private byte[] ca = {};
  private @Nullable HttpClient client;
  private @Nullable String authorization;

  OperatorsListeners(Platform.GatewayAccess gateway, Duration timeout) {
    this.gateway = gateway;
    this.timeout = timeout;
  }

  /**
   * Reads the files; connections are kept while the authorities are the same.
   *
   * @throws IOException if one cannot be used
   */
  void refresh() throws IOException {
    var admin = gateway.admin();
    authorization = authorization(admin);
    var caNow = admin.caFile() == null ? new byte[0] : Files.readAllBytes(Path.of(admin.caFile()));
    if (client == null || !Arrays.equals(ca, caNow)) {
      close();
      client = client(admin, caNow);
      ca = caNow;
    }
  }

  /** The answer to a GET, compressed if the replica likes to. */
  CompletableFuture<HttpResponse<byte[]>> get(Replica replica, String path) {
    var http = client;
    if (http == null) {
      return CompletableFuture.failedFuture(new IOException("files were never read"));
    }
    var scheme = gateway.admin().tls() ? "https" : "http";
    var request =
        HttpRequest.newBuilder(
                URI.create(scheme + "://" + replica.host() + ":" + gateway.adminPort() + path))
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip")
            .timeout(timeout);
    if (authorization != null) {
      request.header("Authorization", authorization);
    }
    return http.sendAsync(request.build(), BodyHandlers.ofByteArray());
  }

  @Override
  public void close() {
    if (client != null) {
      client.shutdownNow();
    }
  }

  private HttpClient client(Platform.AdminAccess admin, byte[] authorities) throws IOException {
    var builder =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(timeout);
    if (admin.tls()) {
      builder.sslContext(
          ServerTrust.context(admin.caFile() == null ? null : authorities, admin.serverName()));
    }
    return builder.build();
  }

  private static @Nullable String authorization(Platform.AdminAccess admin) throws IOException {
    if (admin.bearerTokenFile() != null) {
      return "Bearer " + secret(admin.bearerTokenFile()).strip();
    }
    var basic = admin.basic();
    if (basic.username() == null || basic.passwordFile() == null) {
      return null;
    }
    var shown =
        basic.username() + ":" + secret(basic.passwordFile()).replaceFirst("\\r?\\n\\z", "");
    return "Basic " + Base64.getEncoder().encodeToString(shown.getBytes(UTF_8));
  }

  /** One line; says nothing of it where it is none. */
  private static String secret(String file) throws IOException {
    var secret = Files.readString(Path.of(file));
    if (secret.isBlank() || secret.strip().chars().anyMatch(Character::isISOControl)) {
      throw new IOException(file + " must hold one line");
    }
    return secret;
  }
}
