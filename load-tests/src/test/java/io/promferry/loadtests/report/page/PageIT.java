package io.promferry.loadtests.report.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.parallel.ExecutionMode.SAME_THREAD;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.promferry.loadtests.browser.Browser;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.report.PeerResult;
import io.promferry.loadtests.report.RunJson;
import io.promferry.loadtests.report.RunResult;
import io.promferry.loadtests.report.SampleRuns;
import io.promferry.loadtests.report.TimelinePoint;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page in a real browser without a network. Pictures of it stay in target/report-pages. */
@Execution(SAME_THREAD)
@Tag("no-peers")
class PageIT {
  private static final RunResult RESULT = SampleRuns.full();
  private static final Path PICTURES = HouseFiles.loadTests("target/report-pages");
  private static final int SCREEN = 1280;

  @TempDir static Path directory;
  private static Browser browser;

  @BeforeAll
  static void start() throws IOException {
    write("full", RESULT);
    write("hostile", SampleRuns.hostile());
    browser = new Browser(directory);
  }

  @AfterAll
  static void stop() {
    browser.close();
  }

  @ParameterizedTest
  @CsvSource({
    "full, 360, false",
    "full, 360, true",
    "full, 768, false",
    "full, 1280, false",
    "full, 1280, true",
    "hostile, 360, false"
  })
  void isReadable(String page, int width, boolean dark) throws IOException {
    browser.open(uri(page), width, dark);
    browser.screenshot(
        PICTURES.resolve("%s-%d-%s.png".formatted(page, width, dark ? "dark" : "light")));

    assertThat(words(browser.evaluate(resource("page-check.js")))).isEmpty();
    assertThat(browser.complaints()).isEmpty();
    assertThat(browser.requests()).containsExactly(uri(page).toString());
  }

  @Test
  void isPrintable() throws IOException {
    browser.open(uri("full"), 700, false);
    browser.media("print", false);

    assertThat(words(browser.evaluate(resource("page-check.js")))).isEmpty();
    browser.print(PICTURES.resolve("full.pdf"));
    assertThat(PICTURES.resolve("full.pdf")).isNotEmptyFile();
  }

  @Test
  void holdsTheResult() throws IOException {
    browser.open(uri("full"), SCREEN, false);
    var json = browser.evaluate("document.getElementById('result').textContent").getAsString();
    var copy = Files.writeString(directory.resolve("copy.json"), json);

    assertThat(RunJson.read(copy)).isEqualTo(RESULT);
  }

  @Test
  void drawsCpuPerSampleAsItWasMeasured() {
    browser.open(uri("full"), SCREEN, false);
    var bars =
        browser.evaluate(
            """
            [...document.querySelectorAll('#comparison-0 .row')].filter(row => row.querySelector('.bar')).map(row => {
              const track = row.querySelector('.track').getBoundingClientRect();
              const bar = row.querySelector('.bar');
              return {
                name: row.dataset.row,
                value: Number(bar.dataset.value),
                part: bar.getBoundingClientRect().width / track.width,
                repetitions: [...row.querySelectorAll('.repetition')].map(dot => Number(dot.dataset.value)),
                lastPart: (dot => (dot.left + dot.width / 2 - track.left) / track.width)(
                    [...row.querySelectorAll('.repetition')].at(-1).getBoundingClientRect()),
              };
            })
            """);
    var ran =
        RESULT.comparisons().getFirst().peers().stream()
            .filter(peer -> peer.missing().isEmpty())
            .toList();
    double end =
        LinearScale.upTo(
                ran.stream()
                    .flatMap(peer -> peer.nanosPerSample().stream())
                    .mapToDouble(nanos -> nanos)
                    .max()
                    .orElseThrow())
            .end();

    assertThat(bars.getAsJsonArray()).hasSameSizeAs(ran);
    for (int i = 0; i < ran.size(); i++) {
      var bar = bars.getAsJsonArray().get(i).getAsJsonObject();
      var nanos = ran.get(i).nanosPerSample();
      assertThat(bar.get("name").getAsString()).isEqualTo(ran.get(i).peer());
      assertThat(number(bar, "value")).isEqualTo(Spread.of(nanos).median());
      assertThat(number(bar, "part")).isCloseTo(Spread.of(nanos).median() / end, within(0.004));
      assertThat(numbers(bar.get("repetitions"))).isEqualTo(nanos);
      assertThat(number(bar, "lastPart")).isCloseTo(nanos.getLast() / end, within(0.004));
    }
  }

  @Test
  void drawsTheFloorAndWhatIsAimedAt() {
    browser.open(uri("full"), SCREEN, false);
    double vmagent = Spread.of(peer("vmagent").nanosPerSample()).median();

    assertThat(
            numbers(
                browser.evaluate(
                    "[...document.querySelectorAll('.reference')].map(line =>"
                        + " Number(line.dataset.value))")))
        .containsExactly(
            Spread.of(peer("nginx").nanosPerSample()).median(), vmagent / 5, vmagent / 4);
  }

  @Test
  void drawsLatencyAsItWasMeasured() {
    browser.open(uri("full"), SCREEN, false);
    var marks =
        browser.evaluate(
            """
            [...document.querySelectorAll('#latency .row')].map(row => [...row.querySelectorAll('[data-value]')].map(mark => Number(mark.dataset.value)))
            """);
    var positions =
        browser.evaluate(
            """
            [...document.querySelectorAll('#latency .row')].map(row => [...row.querySelectorAll('[data-value]')].map(mark => {
              const box = mark.getBoundingClientRect(), track = row.querySelector('.track').getBoundingClientRect();
              return (box.left + box.width / 2 - track.left) / track.width;
            }))
            """);
    var valid =
        RESULT.scenarios().stream().filter(scenario -> !scenario.name().equals("burst")).toList();
    var scale =
        LogScale.of(
            valid.stream().mapToDouble(one -> one.latency().p50()).min().orElseThrow(),
            valid.stream().mapToDouble(one -> one.latency().max()).max().orElseThrow());

    assertThat(marks.getAsJsonArray()).hasSameSizeAs(valid);
    for (int i = 0; i < valid.size(); i++) {
      var latency = valid.get(i).latency();
      var values =
          List.of(latency.p50(), latency.p90(), latency.p99(), latency.p999(), latency.max());
      assertThat(numbers(marks.getAsJsonArray().get(i))).isEqualTo(values);
      for (int mark = 0; mark < values.size(); mark++) {
        assertThat(numbers(positions.getAsJsonArray().get(i)).get(mark))
            .isCloseTo(scale.at(values.get(mark)), within(0.004));
      }
    }
  }

  @Test
  void drawsTimeAsItWasMeasured() {
    browser.open(uri("full"), SCREEN, false);
    var points = RESULT.scenarios().getFirst().timeline();

    assertThat(line(0)).isEqualTo(values(points, TimelinePoint::samplesPerSecond));
    assertThat(line(1)).isEqualTo(values(points, TimelinePoint::cpuCores));
    assertThat(line(2)).isEqualTo(values(points, TimelinePoint::residentMegabytes));
    assertThat(line(3)).isEqualTo(values(points, TimelinePoint::heapMegabytes));
    assertThat(line(4)).isEqualTo(values(points, TimelinePoint::openFiles));
    var last =
        browser
            .evaluate(
                """
                (line => {
                  const point = line.points.getItem(line.points.numberOfItems - 1), at = new DOMPoint(point.x, point.y).matrixTransform(line.getScreenCTM());
                  const canvas = line.closest('.canvas').getBoundingClientRect();
                  return { across: (at.x - canvas.left) / canvas.width, up: (canvas.bottom - at.y) / canvas.height };
                })(document.querySelector('#scenario-0 polyline'))
                """)
            .getAsJsonObject();
    double most = points.stream().mapToDouble(TimelinePoint::samplesPerSecond).max().orElseThrow();
    assertThat(number(last, "across")).isCloseTo(1, within(0.01));
    assertThat(number(last, "up"))
        .isCloseTo(
            points.getLast().samplesPerSecond() / LinearScale.upTo(most).end(), within(0.01));
  }

  @Test
  void saysValuesToThePointer() throws IOException {
    browser.open(uri("full"), SCREEN, false);
    var at =
        browser
            .evaluate(
                "(b => { b.scrollIntoView({block: 'center'}); const box ="
                    + " b.getBoundingClientRect(); return {x: box.right - 2, y: box.top +"
                    + " box.height / 2}; })(document.querySelector('#comparison-0 .bar'))")
            .getAsJsonObject();
    browser.point(number(at, "x"), number(at, "y"));
    browser.screenshotOfView(PICTURES.resolve("pointed-at-bar.png"));

    assertThat(tip()).startsWith("promferry: ");
    var plot =
        browser
            .evaluate(
                "(p => { p.scrollIntoView({block: 'center'}); const box ="
                    + " p.getBoundingClientRect(); return {x: box.left + box.width * 0.5, y:"
                    + " box.top + 50}; })(document.querySelector('#scenario-0 .canvas'))")
            .getAsJsonObject();
    browser.point(number(plot, "x"), number(plot, "y"));
    browser.screenshotOfView(PICTURES.resolve("pointed-at-moment.png"));

    assertThat(tip()).matches("(?s)(19|20) s\\nacknowledged: [\\d,]+ samples/s");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void saysValuesToTheKeyboard() {
    browser.open(uri("full"), SCREEN, false);
    browser.press("Tab");
    assertThat(browser.evaluate("document.activeElement.className").getAsString())
        .isEqualTo("skip");

    browser.evaluate("document.querySelector('#comparison-0 .chart').focus()");
    browser.press("ArrowRight");
    browser.press("ArrowRight");
    assertThat(tip()).startsWith("promferry: repetition 1, ");
    browser.press("ArrowLeft");
    assertThat(tip()).startsWith("promferry: median ");
    browser.press("Escape");
    assertThat(
            browser.evaluate("document.querySelectorAll('.tip:not([hidden])').length").getAsInt())
        .isZero();

    browser.evaluate("document.querySelector('#scenario-0 .chart').focus()");
    browser.press("ArrowRight");
    browser.press("ArrowRight");
    assertThat(tip()).startsWith("1 s\nacknowledged: ");
  }

  private static String tip() {
    return browser
        .evaluate("document.querySelector('.tip:not([hidden])').textContent")
        .getAsString();
  }

  private static PeerResult peer(String name) {
    return RESULT.comparisons().getFirst().peers().stream()
        .filter(peer -> peer.peer().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<Double> line(int number) {
    var values =
        browser
            .evaluate(
                "document.querySelectorAll('#scenario-0 polyline')[%d].dataset.y".formatted(number))
            .getAsString();
    return Arrays.stream(values.split(" ", -1)).map(Double::valueOf).toList();
  }

  private static List<Double> values(
      List<TimelinePoint> points, ToDoubleFunction<TimelinePoint> of) {
    return points.stream().mapToDouble(of).boxed().toList();
  }

  private static double number(JsonObject object, String name) {
    return object.get(name).getAsDouble();
  }

  private static List<Double> numbers(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsDouble).toList();
  }

  private static List<String> words(JsonElement array) {
    return array.getAsJsonArray().asList().stream().map(JsonElement::getAsString).toList();
  }

  private static URI uri(String page) {
    return file(page).toUri();
  }

  private static Path file(String page) {
    return directory.resolve(page + ".html");
  }

  private static void write(String page, RunResult result) throws IOException {
    Files.writeString(file(page), new Page(result).html());
  }

  private static String resource(String name) throws IOException {
    try (var in = Objects.requireNonNull(PageIT.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
