package io.promferry.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.parallel.ExecutionMode.SAME_THREAD;

import io.promferry.loadtests.browser.Browser;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.OneSeries;
import io.promferry.loadtests.sink.LoadSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;

/**
 * The status page of one of several replicas in a real browser: it shows what the others know, and
 * which of them cannot be reached. A picture of it stays in target/status-pages.
 */
@Execution(SAME_THREAD)
@Tag("no-peers")
class ReplicasPageIT {
  private static final Path PICTURE = HouseFiles.loadTests("target/status-pages/replicas.png");
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final TenantEntry WRITING = TenantEntry.of("writing");
  private static final TenantEntry QUIET = TenantEntry.of("quiet");

  @TempDir Path directory;
  private LoadSink store;
  private GatewayProcess written;
  private GatewayProcess looked;
  private Browser browser;

  /** At the last of the addresses of all replicas there is none. */
  @BeforeEach
  void start() throws IOException {
    store = LoadSink.counting(0);
    written = gateway("written", GatewaySettings.of(store.writeUri()));
    var hosts =
        Files.writeString(directory.resolve("hosts"), "127.0.0.1 replicas\n127.0.0.9 replicas\n");
    looked =
        gateway(
            "looked",
            GatewaySettings.of(store.writeUri())
                .with("peers", "host", "replicas")
                .with("peers", "port", written.statusPage().getPort())
                .withJvmFlags(List.of("-Djdk.net.hosts.file=" + hosts)));
    browser = new Browser(directory);
  }

  @AfterEach
  void stop() {
    browser.close();
    looked.close();
    written.close();
    store.close();
  }

  @Test
  void showsWhatAllKnowAndWhoCannotBeReached() throws IOException {
    write(WRITING);
    browser.open(looked.statusPage(), 1280, false);
    awaitTrue(severity("writing") + " === 'ok'");
    assertThat(text("[aria-labelledby=replicas]"))
        .contains("1 of 3 cannot be reached", "127.0.0.9", "refused", "just started", "this one");
    assertThat(string(severity("quiet"))).isEqualTo("unknown");

    browser.evaluate("location.hash = '#writing/vpc-writing'");
    awaitTrue("document.querySelectorAll('.details .counts button').length === 2");
    assertThat(text(".verdict")).startsWith("ok writing:");
    browser.evaluate("document.querySelector('.details .counts button').click()");
    awaitTrue("document.querySelector('.verdict').textContent.includes('unknown since start')");
    browser.screenshot(PICTURE);

    written.close();

    awaitTrue(severity("writing") + " === 'unknown'");
    assertThat(text("[aria-labelledby=replicas]")).contains("2 of 3 cannot be reached");
    assertThat(text("#tenants ~ table tbody")).contains("cannot be reached");
    browser.screenshot(PICTURE.resolveSibling("replica-lost.png"));
    assertThat(browser.requests())
        .allSatisfy(uri -> assertThat(uri).startsWith(looked.statusPage().toString()));
  }

  private GatewayProcess gateway(String name, GatewaySettings settings) {
    var gateway = GatewayProcess.in(directory.resolve(name), settings, List.of(WRITING, QUIET));
    gateway.start();
    return gateway;
  }

  private void write(TenantEntry tenant) {
    var series = new OneSeries("written", Map.of(), Instant.now(), 1);
    assertThat(written.statusOfWrite(series.body(), tenant.token())).isEqualTo(204);
  }

  private static String severity(String tenant) {
    return "document.querySelector('a[href=\"#%s/vpc-%s\"]').closest('tr').className"
        .formatted(tenant, tenant);
  }

  private void awaitTrue(String script) {
    await(script)
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(IllegalStateException.class)
        .until(() -> browser.evaluate(script).getAsBoolean());
  }

  private String text(String selector) {
    return string(
        "document.querySelector('%s').textContent.replace(/\\s+/g, ' ').trim()"
            .formatted(selector));
  }

  private String string(String script) {
    return browser.evaluate(script).getAsString();
  }
}
