package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.driver.Pace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.nodes.MappingNode;

/**
 * Reads scenario files. What stands under {@code short} lies over the rest of the file for the
 * short form; both forms are read whole, so that a mistake in either is found.
 */
final class ScenarioReader {
  private static final String SHORT = "short";
  private static final Duration WARM_UP = Duration.ofSeconds(5);
  private static final Duration DRAIN = Duration.ofSeconds(60);
  private static final int MOST_HEAP_MEGABYTES = 1 << 15;
  private static final int MOST_ENTRIES = 100_000;
  private static final double MOST_TIMES = 100;

  private ScenarioReader() {}

  /**
   * Reads a text.
   *
   * @param name of the scenario
   * @param file its place, for problems
   * @throws ScenarioFileException with all problems together, if there is one
   */
  static ScenarioFile read(String name, String file, String yaml) throws ScenarioFileException {
    var document = new Document(file);
    var forms = document.root(yaml).map(root -> forms(document, root));
    if (!document.problems().isEmpty() || forms.isEmpty()) {
      throw new ScenarioFileException(document.problems());
    }
    return new ScenarioFile(name, forms.get().getFirst(), forms.get().getLast());
  }

  private static List<Scenario> forms(Document document, MappingNode root) {
    var full = Overlay.without(root, SHORT);
    var shortForm =
        Overlay.value(root, SHORT)
            .map(above -> {
              if (above instanceof MappingNode mapping) {
                return Overlay.of(full, mapping);
              }
              document.problem(above, SHORT, "must be a mapping of keys");
              return full;
            })
            .orElse(full);
    return List.of(
        Section.read(document, "", full, ScenarioReader::scenario),
        Section.read(document, "", shortForm, ScenarioReader::scenario));
  }

  private static Scenario scenario(Section root) {
    var description = root.required("description", Function.identity()).orElse("");
    var load = LoadReader.read(root);
    var warmUp = root.scalar("warm-up", Values::duration).orElse(WARM_UP);
    var duration = root.required("duration", Values::positiveDuration);
    var drain = root.scalar("drain", Values::positiveDuration).orElse(DRAIN);
    var mostLateness =
        root.scalar("lateness", Values::positiveDuration).orElse(DriverFigures.MOST_LATENESS);
    var retries = root.scalar("retries", Values::bool).orElse(true);
    var store = root.scalar("store", StoreKind::parse).orElse(StoreKind.VERIFYING);
    var gateway = root.section("gateway", ScenarioReader::gateway).orElse(GatewayPart.DEFAULT);
    var pace = pace(root, duration);
    var events = EventReader.read(root, duration, gateway.count());
    if (store == StoreKind.VICTORIA_METRICS && load.load().histograms() > 0) {
      root.problem("store", "victoria-metrics takes no native histograms, and load has some");
    }
    if (!store.isSink() && events.stream().anyMatch(Event.Store.class::isInstance)) {
      root.problem("events", "a real store does not do as it is told; only a sink does");
    }
    var criteria = CriteriaReader.read(root, store, events);
    return new Scenario(
        description,
        load.load(),
        load.bothProtocols(),
        warmUp,
        duration.orElse(Duration.ZERO),
        drain,
        mostLateness,
        pace,
        retries,
        gateway,
        store,
        events,
        criteria);
  }

  private static GatewayPart gateway(Section section) {
    var defaults = GatewayPart.DEFAULT;
    return new GatewayPart(
        section
            .scalar("count", text -> Values.whole(text, 1, GatewayPart.MOST))
            .orElse(defaults.count()),
        section.scalar("heap", ScenarioReader::megabytes).orElse(defaults.heapMegabytes()),
        section
            .scalar("entries", text -> Values.whole(text, 1, MOST_ENTRIES))
            .orElse(defaults.entries()),
        section.entries("sections", Section::freeMapping),
        section.freeMapping("tenant-limits").orElse(defaults.tenantLimits()));
  }

  private static int megabytes(String text) {
    return Values.whole(Long.toString(Values.bytes(text) >> 20), 32, MOST_HEAP_MEGABYTES);
  }

  private static Pace pace(Section root, Optional<Duration> duration) {
    if (!root.has("pace")) {
      return Pace.EVEN;
    }
    var steps = new ArrayList<Pace.Step>(Pace.EVEN.steps());
    root.sections(
        "pace",
        section -> {
          var from = section.required("at", text -> within(Values.duration(text), duration));
          var times = section.required("times", text -> Values.number(text, 0.001, MOST_TIMES));
          from.filter(at -> at.compareTo(steps.getLast().from()) < 0)
              .ifPresent(_ -> section.problem("at", "must not be before the one above"));
          from.ifPresent(at -> steps.add(new Pace.Step(at, times.orElse(1.0))));
          return Map.of();
        });
    return new Pace(steps);
  }

  /** A time of a scenario, if it is one. */
  static Duration within(Duration at, Optional<Duration> duration) {
    duration
        .filter(whole -> at.compareTo(whole) >= 0)
        .ifPresent(whole -> {
          throw new IllegalArgumentException(
              "must be before the end at %s, got %s"
                  .formatted(Figures.text(whole), Figures.text(at)));
        });
    return at;
  }
}
