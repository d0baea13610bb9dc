package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** A gateway in this process, with one tenant, acme, whose token is {@code secret}. */
final class RunningGateway implements AutoCloseable {
  /** What a reload does must not come by itself. */
  private static final String RELOADED = "tenants: {files: [tenants.yml], refresh: 1h}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Gateway gateway;
  private final URI tenants;
  private final URI operators;

  private RunningGateway(
      Path directory, String serverKeys, String upstreams, String moreKeys, String tenantEntries)
      throws Exception {
    // Certificates are for names.
    var scheme = serverKeys.contains("tls:") ? "https://localhost:" : "http://127.0.0.1:";
    tenants = URI.create(scheme + freePort());
    operators = URI.create("http://127.0.0.1:" + freePort());
    var config = directory.resolve("gateway.yml");
    Files.writeString(
        config,
        """
        server: {listen: "127.0.0.1:%d", drain-delay: 0s, %s}
        admin: {listen: "127.0.0.1:%d"}
        upstreams: [%s]
        limits: {body-bytes: 64KiB}
        delivery: {deadline: 3s}
        %s
        """
            .formatted(tenants.getPort(), serverKeys, operators.getPort(), upstreams, moreKeys));
    Files.writeString(directory.resolve("tenants.yml"), "tenants: [" + tenantEntries + "]");
    gateway = Gateway.start(config, LoadedConfig.load(config)).await();
  }

  /** With one store, and these further keys of {@code server}. */
  static RunningGateway start(Path directory, ScriptedStore store, String serverKeys)
      throws Exception {
    return of(directory, store, serverKeys, "", tenant("acme", "secret"));
  }

  /** With the stores of these entries of {@code upstreams}. */
  static RunningGateway before(Path directory, String... upstreams) throws Exception {
    return new RunningGateway(
        directory, "", String.join(", ", upstreams), RELOADED, tenant("acme", "secret"));
  }

  /** With other tenants, and further keys of {@code server} and beside it. */
  static RunningGateway of(
      Path directory, ScriptedStore store, String serverKeys, String moreKeys, String tenantEntries)
      throws Exception {
    return new RunningGateway(
        directory,
        serverKeys,
        upstream("central", store, ""),
        RELOADED + "\n" + moreKeys,
        tenantEntries);
  }

  /** With other tenants, whose files it looks at all the time. */
  static RunningGateway refreshing(Path directory, ScriptedStore store, String tenantEntries)
      throws Exception {
    return new RunningGateway(
        directory,
        "",
        upstream("central", store, ""),
        "tenants: {files: [tenants.yml], refresh: 50ms}",
        tenantEntries);
  }

  /** An entry of {@code upstreams}, with these further keys. */
  static String upstream(String name, ScriptedStore store, String keys) {
    return "{name: %s, url: \"%s\", %s}".formatted(name, store.writeUri(), keys);
  }

  /** An entry for a tenants file. */
  static String tenant(String name, String token) throws Exception {
    var digest =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
    return "{name: %s, vpc: vpc-%s, credentials: [{bearer-token-sha256: %s}]}"
        .formatted(name, name, digest);
  }

  Gateway gateway() {
    return gateway;
  }

  URI tenants() {
    return tenants;
  }

  URI operators() {
    return operators;
  }

  /** Sends a body as acme, with these further headers, each a name and a value. */
  HttpResponse<String> write(byte[] body, String... headers) throws IOException {
    var request =
        HttpRequest.newBuilder(tenants.resolve("/api/v1/write"))
            .header("Authorization", "Bearer secret")
            .POST(BodyPublishers.ofByteArray(body));
    try {
      return client.send(
          (headers.length == 0 ? request : request.headers(headers)).build(),
          BodyHandlers.ofString());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for an answer", interrupted);
    }
  }

  /** The sum of the samples whose line contains all of the texts. */
  double metric(String... texts) throws IOException {
    try (var in = operators.resolve("/metrics").toURL().openStream()) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .filter(line -> Arrays.stream(texts).allMatch(line::contains))
          .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
          .sum();
    }
  }

  /** Reloads, and gives the problems that there were. */
  List<String> reload() {
    return gateway.reload().await();
  }

  @Override
  public void close() {
    client.close();
    gateway.stop().await();
    gateway.close();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
