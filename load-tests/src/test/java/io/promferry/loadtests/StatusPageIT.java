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
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The status page of a gateway with 5,000 tenants in a real browser: somebody causes what goes
 * wrong, and reads it off the page. Pictures of it stay in target/status-pages.
 */
@Execution(SAME_THREAD)
@Tag("no-peers")
class StatusPageIT {
  private static final Path PICTURES = HouseFiles.loadTests("target/status-pages");
  private static final Duration WITHIN = Duration.ofSeconds(30);
  private static final int TENANTS = 5000;
  private static final int SCREEN = 1280;
  private static final String MARKUP = "<img src=x onerror=\"document.title='harmed'\">";

  private static final TenantEntry STEADY = TenantEntry.of("steady");
  private static final TenantEntry LATER = TenantEntry.of("later");
  private static final TenantEntry LIVE = TenantEntry.of("live");
  private static final TenantEntry LIMITED =
      TenantEntry.of("limited").withLimits(Map.of("samples-per-second", 1, "burst-samples", 1));
  private static final TenantEntry FOREIGN =
      TenantEntry.of("foreign")
          .with("sources", Map.of("mode", "enforce", "addresses", List.of("10.200.0.11")));
  private static final TenantEntry ROTATED =
      TenantEntry.of("rotated")
          .with("sources", Map.of("mode", "audit", "addresses", List.of("127.0.0.1")));
  private static final TenantEntry REFUSED =
      TenantEntry.of("refused").withLimits(Map.of("label-value-bytes", 16));

  @TempDir static Path directory;
  private static LoadSink store;
  private static GatewayProcess gateway;
  private static GatewayProcess cutOff;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    store = LoadSink.counting(0);
    var tenants = new ArrayList<>(List.of(STEADY, LATER, LIVE, LIMITED, FOREIGN, ROTATED, REFUSED));
    IntStream.range(tenants.size(), TENANTS)
        .forEach(i -> tenants.add(TenantEntry.of("tenant-%04d".formatted(i))));
    gateway =
        GatewayProcess.in(
            directory.resolve("gateway"), GatewaySettings.of(store.writeUri()), tenants);
    gateway.start();
    var nobody = LoadSink.counting(0);
    nobody.close();
    cutOff =
        GatewayProcess.in(
            directory.resolve("cut-off"),
            GatewaySettings.of(nobody.writeUri()),
            List.of(STEADY, LATER));
    cutOff.start();
    browser = new Browser(directory);

    assertThat(write(gateway, STEADY, "up")).isEqualTo(204);
    assertThat(write(gateway, LIMITED, "up")).isEqualTo(204);
    assertThat(write(gateway, LIMITED, "up")).isEqualTo(503);
    assertThat(write(gateway, FOREIGN, "up")).isEqualTo(503);
    assertThat(write(gateway, REFUSED, MARKUP)).isEqualTo(400);
    assertThat(gateway.statusOfWrite(new byte[0], "a token of nobody")).isEqualTo(401);
    assertThat(write(cutOff, STEADY, "up")).isEqualTo(503);
  }

  @AfterAll
  static void stop() {
    browser.close();
    cutOff.close();
    gateway.close();
    store.close();
  }

  @BeforeEach
  void open() {
    // One is accepted once a second, so that it is refused in part, whenever somebody looks.
    assertThat(write(gateway, LIMITED, "up")).isIn(204, 503);
    assertThat(write(gateway, LIMITED, "up")).isEqualTo(503);
    open(gateway.statusPage(), SCREEN, false);
    awaitTrue("document.querySelectorAll('#tenants ~ table tbody tr').length > 0");
  }

  @ParameterizedTest
  @CsvSource({
    "steady, ok, samples/s, writing:",
    "limited, warning, over limit, samples-per-second limit",
    "foreign, failing, wrong source, this address is not one of the tenant's own",
    "rotated, failing, wrong credential, presumably refused for its credential (unknown)",
    "refused, failing, every series refused, refused for",
    "later, unknown, unknown since start, no write yet"
  })
  void tellsWhyATenantIsSilent(String tenant, String severity, String row, String verdict) {
    if (!tenant.equals("steady")) {
      search("vpc-" + tenant);
      awaitTrue("document.querySelectorAll('#tenants ~ table tbody tr').length === 1");
      assertThat(text("#tenants ~ table tbody tr")).contains(severity, tenant, "vpc-" + tenant);
    }

    open(gateway.statusPage().resolve("#" + tenant + "/vpc-" + tenant), SCREEN, false);
    awaitTrue("document.querySelector('.verdict') !== null");

    assertThat(text(".details h2")).contains(tenant, "in vpc-" + tenant);
    assertThat(text(".verdict")).startsWith(severity).contains(verdict);
  }

  @Test
  void tellsThatAStoreIsDown() throws IOException {
    open(cutOff.statusPage().resolve("#steady/vpc-steady"), SCREEN, false);
    awaitTrue("document.querySelector('.verdict') !== null");

    assertThat(text(".store")).contains("central", "down", "required");
    assertThat(text(".verdict")).startsWith("failing").contains("upstream central is down since");
    browser.screenshot(PICTURES.resolve("store-down.png"));
  }

  @Test
  void showsTheWorstOfThousandsFirst() {
    assertThat(text("#tenants ~ table caption")).isEqualTo(TENANTS + " tenants");
    assertThat(number("document.querySelectorAll('#tenants ~ table tbody tr').length"))
        .isEqualTo(200);
    assertThat(texts("#tenants ~ table tbody tr .mark", 4))
        .startsWith("failing", "failing", "failing", "warning");
    assertThat(text(".counts")).contains("3 failing", "1 warning");
    assertThat(text(".store")).contains("central", "up", "0 of ", "answers in ", "99 % within ");
    assertThat(text(".unattributed tbody")).contains("127.0.0.1", "unknown");

    click(".more");
    awaitTrue("document.querySelectorAll('#tenants ~ table tbody tr').length === 400");
  }

  @Test
  void showsWhatChangesWithoutBeingAsked() {
    search("live");
    awaitTrue("document.querySelector('#tenants ~ table tbody .mark').textContent === 'unknown'");

    assertThat(write(gateway, LIVE, "up")).isEqualTo(204);

    awaitTrue("document.querySelector('#tenants ~ table tbody .mark').textContent === 'ok'");
  }

  @Test
  void isFilteredAndSorted() {
    click(".count.failing");
    awaitTrue("document.querySelectorAll('#tenants ~ table tbody tr').length === 3");
    assertThat(texts("#tenants ~ table tbody th", 3))
        .containsExactly("foreign", "refused", "rotated");
    click("th.tenant button");
    awaitTrue("document.querySelector('th.tenant').getAttribute('aria-sort') === 'ascending'");
    click("th.tenant button");
    awaitTrue("document.querySelector('#tenants ~ table tbody th').textContent === 'rotated'");
    click(".count.failing");
    search("limit");
    awaitTrue("document.querySelectorAll('#tenants ~ table tbody tr').length === 1");
    assertThat(text("#tenants ~ table tbody th")).isEqualTo("limited");
  }

  @Test
  void isUsableWithAKeyboard() {
    browser.press("Tab");
    assertThat(string("document.activeElement.className")).isEqualTo("skip");
    browser.press("/");
    awaitTrue("document.activeElement.id === 'search'");
    browser.type("foreign");
    awaitTrue("document.querySelectorAll('#tenants ~ table tbody tr').length === 1");
    for (int i = 0;
        i < 12 && !string("document.activeElement.textContent").equals("foreign");
        i++) {
      browser.press("Tab");
    }
    browser.enter();
    awaitTrue("document.activeElement.id === 'of-tenant'");
    assertThat(text(".details")).contains("Expected: 10.200.0.11", "127.0.0.1not expected");

    browser.press("Escape");
    awaitTrue("document.querySelector('.details') === null");
    assertThat(string("document.activeElement.textContent")).isEqualTo("foreign");
  }

  @Test
  void showsWhatATenantHasWrittenAsText() throws IOException {
    open(gateway.statusPage().resolve("#refused/vpc-refused"), SCREEN, false);
    awaitTrue("document.querySelector('.quote') !== null");

    assertThat(text(".quote")).contains("<img src=x onerror=");
    assertThat(number("document.querySelectorAll('#page img').length")).isZero();
    assertThat(string("document.title")).isEqualTo("Promferry");
    browser.screenshot(PICTURES.resolve("refused.png"));
  }

  @Test
  void explainsWhatBecomesOfASeries() throws IOException {
    open(gateway.statusPage().resolve("#steady/vpc-steady"), SCREEN, false);
    awaitTrue("document.querySelector('textarea') !== null");
    browser.evaluate("document.querySelector('textarea').focus()");
    browser.type("up{tenant=\"forged\", x=\"<b>bold</b>\"}");
    browser.press("Tab");
    browser.enter();
    awaitTrue("document.querySelector('.outcome') !== null");

    assertThat(text(".outcome")).isEqualTo("forwarded");
    assertThat(text(".steps > li:nth-child(2)"))
        .contains(
            "with the forced labels",
            "tenant=\"steady\"",
            "exported_tenant=\"forged\"",
            "x=\"<b>bold</b>\"");
    browser.screenshot(PICTURES.resolve("explained.png"));
  }

  @ParameterizedTest
  @CsvSource({"360, false", "768, true", "1280, false", "1280, true"})
  void isReadable(int width, boolean dark) throws IOException {
    open(gateway.statusPage(), width, dark);
    awaitTrue("document.querySelectorAll('#tenants ~ table tbody tr').length > 0");
    search("e");
    awaitTrue("document.querySelectorAll('#tenants ~ table tbody tr').length > 0");

    assertThat(number("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
    browser.screenshotOfView(
        PICTURES.resolve("fleet-%d-%s.png".formatted(width, dark ? "dark" : "light")));
  }

  /** After everything that a page does here. */
  @Test
  void complainsOfNothingAndAsksNobodyElse() {
    open(gateway.statusPage().resolve("#refused/vpc-refused"), SCREEN, true);
    awaitTrue("document.querySelector('.verdict') !== null");
    click(".close");
    awaitTrue("document.querySelector('.details') === null");

    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests())
        .isNotEmpty()
        .allSatisfy(uri -> assertThat(uri).startsWith(gateway.statusPage().toString()));
  }

  private static void open(URI page, int width, boolean dark) {
    browser.open(URI.create("about:blank"), width, dark);
    browser.open(page, width, dark);
  }

  private static int write(GatewayProcess to, TenantEntry tenant, String label) {
    var series = new OneSeries("written", Map.of("label", label), Instant.now(), 1);
    return to.statusOfWrite(series.body(), tenant.token());
  }

  private static void search(String words) {
    browser.evaluate(
        """
        (input => { input.value = '%s'; input.dispatchEvent(new Event('input', {bubbles: true})); })(document.getElementById('search'))
        """
            .formatted(words));
  }

  private static void click(String selector) {
    browser.evaluate("document.querySelector('%s').click()".formatted(selector));
  }

  private static void awaitTrue(String script) {
    await(script)
        .atMost(WITHIN)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(IllegalStateException.class)
        .until(() -> browser.evaluate(script).getAsBoolean());
  }

  private static String text(String selector) {
    return string(
        "document.querySelector('%s').textContent.replace(/\\s+/g, ' ').trim()"
            .formatted(selector));
  }

  private static List<String> texts(String selector, int first) {
    return browser
        .evaluate(
            "[...document.querySelectorAll('%s')].slice(0, %d).map(one => one.textContent)"
                .formatted(selector, first))
        .getAsJsonArray()
        .asList()
        .stream()
        .map(element -> element.getAsString())
        .toList();
  }

  private static String string(String script) {
    return browser.evaluate(script).getAsString();
  }

  private static int number(String script) {
    return browser.evaluate(script).getAsInt();
  }
}
