package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.Machine;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.RunJson;
import io.promferry.loadtests.report.RunResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Objects;

/**
 * A result as one HTML page: it loads nothing, and its own policy forbids it to, and runs no script
 * but the one that it was made with. The result itself is in it as JSON.
 */
public final class Page {
  private static final String TITLE = "Promferry load tests";

  private final RunResult result;

  public Page(RunResult result) {
    this.result = result;
  }

  public String html() {
    return "<!doctype html>\n" + Element.of("html").set("lang", "en").add(head(), body()) + '\n';
  }

  private static Element head() {
    var policy =
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src '%s'; script-src '%s'"
            .formatted(hash(resource("page.css")), hash(resource("page.js")));
    return Element.of("head")
        .add(
            Element.of("meta").set("charset", "utf-8"),
            Element.of("meta").set("http-equiv", "Content-Security-Policy").set("content", policy),
            Element.of("meta")
                .set("name", "viewport")
                .set("content", "width=device-width, initial-scale=1"),
            Element.of("meta").set("name", "color-scheme").set("content", "light dark"),
            Element.of("title").text(TITLE),
            Element.of("style").trusted(resource("page.css")));
  }

  private Element body() {
    var main = Element.of("main").set("id", "main").add(new Summary(result).toElement());
    for (int i = 0; i < result.comparisons().size(); i++) {
      main.add(new ComparisonSection(i, result.comparisons().get(i)).toElement());
    }
    addScenarioLatencies(main);
    for (int i = 0; i < result.scenarios().size(); i++) {
      main.add(new ScenarioSection(i, result.scenarios().get(i)).toElement());
    }
    main.add(machine(result.machine()));
    main.add(Element.of("section").set("id", "reading").trusted(resource("reading.html")));
    return Element.of("body")
        .add(
            Element.of("a", "skip").set("href", "#main").text("Skip to the results"),
            header(),
            main,
            Element.of("script")
                .set("type", "application/json")
                .set("id", "result")
                .trusted(RunJson.forPage(result)),
            Element.of("script").trusted(resource("page.js")));
  }

  private Element header() {
    var links = Element.of("nav").set("aria-label", "Parts of this page");
    link(links, "summary", "Summary");
    for (int i = 0; i < result.comparisons().size(); i++) {
      link(links, ComparisonSection.id(i), "Comparison");
    }
    if (!result.scenarios().isEmpty()) {
      link(links, ScenarioSection.id(0), "Scenarios");
    }
    link(links, "machine", "Machine");
    link(links, "reading", "How to read this");
    return Element.of("header")
        .add(
            Element.of("h1").text(TITLE),
            Element.of("p")
                .text(
                    "commit %s on %s, %d cores"
                        .formatted(
                            result.machine().commit(),
                            result.machine().processor(),
                            result.machine().cores())),
            links);
  }

  private static void link(Element links, String id, String words) {
    links.add(Element.of("a").set("href", "#" + id).text(words));
  }

  private void addScenarioLatencies(Element main) {
    var chart =
        new LatencyChart("Latency of all scenarios, from the intended send time to the 2xx");
    result.scenarios().stream()
        .filter(scenario -> scenario.outcome() != Outcome.INVALID)
        .forEach(scenario -> chart.row(scenario.name(), "series-0", scenario.latency()));
    if (!chart.isEmpty()) {
      main.add(
          Element.of("section")
              .set("id", "latency")
              .add(Element.of("h2").text("Latency"), chart.toElement()));
    }
  }

  private static Element machine(Machine machine) {
    return Element.of("section")
        .set("id", "machine")
        .add(
            Element.of("h2").text("Machine and versions"),
            new Table("Where this was measured", "What", "")
                .row("processor", machine.processor())
                .row("cores", Integer.toString(machine.cores()))
                .row("memory", Figures.withUnit(machine.memoryGigabytes(), " GB"))
                .row("kernel", machine.kernel())
                .row("Java", machine.java())
                .row("commit", machine.commit())
                .toElement());
  }

  private static String resource(String name) {
    try (var in = Objects.requireNonNull(Page.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(String inline) {
    try {
      var digest =
          MessageDigest.getInstance("SHA-256").digest(inline.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
