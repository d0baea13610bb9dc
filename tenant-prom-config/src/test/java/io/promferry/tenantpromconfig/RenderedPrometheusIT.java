package io.promferry.tenantpromconfig;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real Prometheus takes the rendered arguments and configuration, and the rendered probes see it.
 */
class RenderedPrometheusIT {
  @TempDir private Path root;

  @Test
  void startsAsAgentAndItsProbesSeeIt() throws IOException, InterruptedException {
    var promtool = PeerTools.NEWER.find("promtool").toString();
    runs(
        "agent",
        PeerTools.NEWER,
        (prometheus, port) -> {
          for (var probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            var command = onPort(prometheus.probe(probe), port);
            assertThat(command.getFirst()).isEqualTo("promtool");
            var found = Stream.concat(Stream.of(promtool), command.stream().skip(1)).toList();
            Awaitility.await(probe)
                .atMost(Duration.ofSeconds(60))
                .until(() -> PeerTools.run(found).code() == 0);
          }
        });
  }

  @Test
  void readsAChangedConfigurationByItself() throws IOException, InterruptedException {
    runs(
        "agent",
        PeerTools.NEWER,
        (prometheus, port) -> {
          awaitReady(port);
          var text = Files.readString(prometheus.config());
          Files.writeString(
              prometheus.config(), text.replace("refresh_interval: 30s", "refresh_interval: 31s"));
          Awaitility.await()
              .atMost(Duration.ofSeconds(90))
              .until(() -> get(port, "/api/v1/status/config").contains("refresh_interval: 31s"));
        });
  }

  @Test
  void putsThePodsNameOnEverySeries() throws IOException, InterruptedException {
    runs(
        "server-2.42",
        PeerTools.OWN,
        (_, port) -> {
          awaitReady(port);
          assertThat(get(port, "/api/v1/status/config"))
              .contains("prometheus_replica: promferry-0");
        });
  }

  private interface Check {
    void on(RenderedPrometheus prometheus, int port) throws IOException, InterruptedException;
  }

  private void runs(String name, PeerTools tools, Check check)
      throws IOException, InterruptedException {
    var golden = new GoldenCase(Path.of("src/test/resources/golden", name));
    var prometheus = RenderedPrometheus.of(golden.expected("rendered.yaml"), root);
    int port = freePort();
    var command =
        Stream.concat(
                Stream.of(tools.find("prometheus").toString()),
                onPort(prometheus.arguments(), port).stream())
            .toList();
    var log = Files.createTempFile("prometheus", ".log");
    var builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("POD_NAME", "promferry-0");
    var process = builder.start();
    try {
      check.on(prometheus, port);
    } catch (IOException | RuntimeException | AssertionError e) {
      throw new AssertionError(Files.readString(log, UTF_8), e);
    } finally {
      // Asked kindly, it tries for a minute to send what it has.
      process.destroyForcibly();
      process.waitFor();
      Files.delete(log);
    }
  }

  private static List<String> onPort(List<String> texts, int port) {
    return texts.stream()
        .map(text ->
            text.replace("127.0.0.1:9090", "127.0.0.1:" + port)
                .replace("address=:9090", "address=127.0.0.1:" + port)
                .replace("auto-reload-interval=30s", "auto-reload-interval=1s"))
        .toList();
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static void awaitReady(int port) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> get(port, "/-/ready").contains("Ready"));
  }

  private static String get(int port, String path) throws IOException, InterruptedException {
    try (var client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(),
              BodyHandlers.ofString())
          .body();
    }
  }
}
