package io.promferry.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.promferry.gateway.http.PipelinePool;
import io.promferry.gateway.kube.ApiServer;
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
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** A gateway in this process, with one tenant, acme, whose token is {@code secret}. */
final class RunningGateway implements AutoCloseable {
  /** What a reload does must not come by itself. */
  private static final String RELOADED = "tenants: {files: [tenants.yml], refresh: 1h}";

  private static final String SMALL_BODIES = "limits: {body-bytes: 64KiB}";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Gateway gateway;
  private final URI tenants;
  private final URI operators;
  private final Path config;

  /** What a gateway is started with: lines of its file, its tenants' entries, and its clocks. */
  private record Setup(
      String serverKeys,
      String upstreams,
      List<String> lines,
      String entries,
      Clocks clocks,
      PipelinePool pool,
      Supplier<ApiServer> api) {
    static Setup of(String upstreams) throws Exception {
      return new Setup(
          "",
          upstreams,
          List.of(RELOADED, SMALL_BODIES),
          tenant("acme", "secret"),
          Clocks.SYSTEM,
          PipelinePool.of(2),
          RunningGateway::noApi);
    }

    Setup server(String keys) {
      return new Setup(keys, upstreams, lines, entries, clocks, pool, api);
    }

    Setup lines(String... others) {
      return new Setup(serverKeys, upstreams, List.of(others), entries, clocks, pool, api);
    }

    Setup tenants(String others) {
      return new Setup(serverKeys, upstreams, lines, others, clocks, pool, api);
    }

    Setup at(Clocks others) {
      return new Setup(serverKeys, upstreams, lines, entries, others, pool, api);
    }

    Setup with(PipelinePool other) {
      return new Setup(serverKeys, upstreams, lines, entries, clocks, other, api);
    }

    Setup reaching(Supplier<ApiServer> other) {
      return new Setup(serverKeys, upstreams, lines, entries, clocks, pool, other);
    }
  }

  private RunningGateway(Path directory, Setup setup) throws Exception {
    this(directory, setup, freePort());
  }

  private RunningGateway(Path directory, Setup setup, int operatorsPort) throws Exception {
    // Certificates are for names.
    var scheme = setup.serverKeys().contains("tls:") ? "https://localhost:" : "http://127.0.0.1:";
    tenants = URI.create(scheme + freePort());
    operators = URI.create("http://127.0.0.1:" + operatorsPort);
    config = directory.resolve("gateway.yml");
    Files.writeString(
        config,
        """
        server: {listen: "127.0.0.1:%d", drain-delay: 0s, %s}
        admin: {listen: "127.0.0.1:%d"}
        upstreams: [%s]
        delivery: {deadline: 3s}
        %s
        """
            .formatted(
                tenants.getPort(),
                setup.serverKeys(),
                operators.getPort(),
                setup.upstreams(),
                String.join("\n", setup.lines())));
    Files.writeString(directory.resolve("tenants.yml"), "tenants: [" + setup.entries() + "]");
    gateway =
        Gateway.start(config, LoadedConfig.load(config), setup.clocks(), setup.pool(), setup.api())
            .await();
  }

  /** With one store, and these further keys of {@code server}. */
  static RunningGateway start(Path directory, ScriptedStore store, String serverKeys)
      throws Exception {
    return new RunningGateway(directory, Setup.of(upstream(store)).server(serverKeys));
  }

  /** With the stores of these entries of {@code upstreams}. */
  static RunningGateway before(Path directory, String... upstreams) throws Exception {
    return new RunningGateway(directory, Setup.of(String.join(", ", upstreams)));
  }

  /** With one store, and a clock for what it says of its tenants. */
  static RunningGateway at(InstantSource clock, Path directory, ScriptedStore store)
      throws Exception {
    return new RunningGateway(
        directory, Setup.of(upstream(store)).at(new Clocks(clock, System::nanoTime)));
  }

  /**
   * With the tenants acme and beta, whose tokens are {@code secret} and {@code other}, these keys
   * of {@code server} and of {@code limits}, a clock for the limits and threads for large bodies.
   */
  static RunningGateway limited(
      Path directory,
      ScriptedStore store,
      String serverKeys,
      String limits,
      LongSupplier nanos,
      PipelinePool pool)
      throws Exception {
    return limited(directory, store, serverKeys, limits, "", nanos, pool);
  }

  /** The same with further keys beside {@code server}. */
  static RunningGateway limited(
      Path directory,
      ScriptedStore store,
      String serverKeys,
      String limits,
      String moreKeys,
      LongSupplier nanos,
      PipelinePool pool)
      throws Exception {
    return new RunningGateway(
        directory,
        Setup.of(upstream(store))
            .server(serverKeys)
            .lines(RELOADED, "limits: {" + limits + "}", moreKeys)
            .tenants(tenant("acme", "secret") + ", " + tenant("beta", "other"))
            .at(new Clocks(InstantSource.system(), nanos))
            .with(pool));
  }

  /** With the tenant acme, beside another gateway whose operators' listener is there. */
  static RunningGateway replica(
      Path directory, ScriptedStore store, int operatorsPort, int operatorsPortOfOther)
      throws Exception {
    var peers = "peers: {host: 127.0.0.1, port: %d, every: 100ms}".formatted(operatorsPortOfOther);
    return new RunningGateway(
        directory, Setup.of(upstream(store)).lines(RELOADED, SMALL_BODIES, peers), operatorsPort);
  }

  /** With other tenants, and further keys of {@code server} and beside it. */
  static RunningGateway of(
      Path directory, ScriptedStore store, String serverKeys, String moreKeys, String tenantEntries)
      throws Exception {
    return new RunningGateway(
        directory,
        Setup.of(upstream(store))
            .server(serverKeys)
            .lines(RELOADED, SMALL_BODIES, moreKeys)
            .tenants(tenantEntries));
  }

  /** With other tenants, and discovery from the API server that this client is for. */
  static RunningGateway discovering(
      Path directory, ScriptedStore store, KubernetesClient client, String tenantEntries)
      throws Exception {
    return new RunningGateway(
        directory,
        Setup.of(upstream(store))
            .lines(RELOADED, SMALL_BODIES, "discovery: {kubernetes: {}}")
            .tenants(tenantEntries)
            .reaching(() -> ApiServer.of(client)));
  }

  /** With other tenants, whose files it looks at all the time. */
  static RunningGateway refreshing(Path directory, ScriptedStore store, String tenantEntries)
      throws Exception {
    return new RunningGateway(
        directory,
        Setup.of(upstream(store))
            .lines("tenants: {files: [tenants.yml], refresh: 50ms}", SMALL_BODIES)
            .tenants(tenantEntries));
  }

  /** With the tenants of a namespace, and a clock for how old they are. */
  static RunningGateway onKubernetes(
      Path directory, ScriptedStore store, Supplier<ApiServer> api, LongSupplier nanos)
      throws Exception {
    return new RunningGateway(
        directory,
        Setup.of(upstream(store))
            .lines("tenants: {kubernetes: {namespace: tenants}}")
            .at(new Clocks(InstantSource.system(), nanos))
            .reaching(api));
  }

  private static ApiServer noApi() {
    throw new IllegalStateException("nothing here needs an API server");
  }

  private static String upstream(ScriptedStore store) {
    return upstream("central", store, "");
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

  /** Reloads with one text of the configuration replaced by another. */
  List<String> reload(String text, String other) throws IOException {
    var before = Files.readString(config);
    if (!before.contains(text)) {
      throw new IllegalArgumentException("there is no '" + text + "' in " + before);
    }
    Files.writeString(config, before.replace(text, other));
    return gateway.reload().await();
  }

  /** Sends a body as acme, with these further headers, each a name and a value. */
  HttpResponse<String> write(byte[] body, String... headers) throws IOException {
    return writeAs("secret", body, headers);
  }

  /** The same as whoever has this token. */
  HttpResponse<String> writeAs(String token, byte[] body, String... headers) throws IOException {
    var request =
        HttpRequest.newBuilder(tenants.resolve("/api/v1/write"))
            .header("Authorization", "Bearer " + token)
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

  /** What the operators' listener answers to that path. */
  HttpResponse<String> ask(String path) throws IOException {
    try {
      return client.send(
          HttpRequest.newBuilder(operators.resolve(path)).build(), BodyHandlers.ofString());
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

  static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
