package io.promferry.loadtests.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.promferry.loadtests.peer.FreePorts;
import io.promferry.loadtests.peer.HouseFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The gateway's jar in a process of its own, with the JVM's flags that are to be tried. */
final class TestedGateway implements AutoCloseable {
  private static final Duration READY_WITHIN = Duration.ofMinutes(2);
  private static final Duration END_WITHIN = Duration.ofMinutes(1);

  private final Process process;
  private final int port;
  private final int adminPort;
  private final Path log;
  private final long startedAt = System.nanoTime();

  private TestedGateway(Process process, int port, int adminPort, Path log) {
    this.process = process;
    this.port = port;
    this.adminPort = adminPort;
    this.log = log;
  }

  /** With so many tenants, each with a limit of active series, and the store at that address. */
  static TestedGateway start(Path directory, int tenants, URI store, List<String> flags)
      throws IOException {
    int port = FreePorts.next();
    int adminPort = FreePorts.next();
    Files.createDirectories(directory);
    Files.writeString(directory.resolve("tenants.yml"), entries(tenants));
    var config =
        Files.writeString(directory.resolve("gateway.yml"), configuration(port, adminPort, store));
    var log = directory.resolve("gateway.log");
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", HouseFiles.gatewayJar().toString()));
    command.addAll(List.of("--config", config.toString()));
    var process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new TestedGateway(process, port, adminPort, log);
  }

  /** From the start of the process until it says that it is ready. */
  Duration awaitReady() throws IOException, InterruptedException {
    long latest = startedAt + READY_WITHIN.toNanos();
    while (System.nanoTime() < latest && process.isAlive()) {
      if (isReady()) {
        return Duration.ofNanos(System.nanoTime() - startedAt);
      }
      Thread.sleep(1);
    }
    throw new IOException("the gateway does not become ready, see " + log);
  }

  static String token(int tenant) {
    return "token-" + tenant;
  }

  URI writeUri() {
    return URI.create("http://127.0.0.1:" + port + "/api/v1/write");
  }

  /** Ends it politely, so that a JVM in training writes what it has learnt. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(END_WITHIN.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }

  private boolean isReady() {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), adminPort)) {
      socket
          .getOutputStream()
          .write("GET /-/ready HTTP/1.1\r\nHost: gateway\r\n\r\n".getBytes(UTF_8));
      return new String(socket.getInputStream().readNBytes(12), UTF_8).endsWith(" 200");
    } catch (IOException _) {
      return false;
    }
  }

  private static String configuration(int port, int adminPort, URI store) {
    return """
    server: {listen: 127.0.0.1:%d, drain-delay: 0s}
    admin: {listen: 127.0.0.1:%d}
    upstreams: [{name: central, url: '%s'}]
    tenants: {files: [tenants.yml], refresh: 1h}
    limits: {samples-per-second: 1000000000, active-series: 1000000}
    """
        .formatted(port, adminPort, store);
  }

  private static String entries(int tenants) {
    var entries = new StringBuilder("tenants:\n");
    for (int tenant = 0; tenant < tenants; tenant++) {
      entries.append(
          "  - {name: tenant-%d, vpc: vpc-%d, credentials: [{bearer-token-sha256: %s}]}%n"
              .formatted(tenant, tenant, digest(token(tenant))));
    }
    return entries.toString();
  }

  private static String digest(String token) {
    try {
      var sha256 = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha256.digest(token.getBytes(UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
