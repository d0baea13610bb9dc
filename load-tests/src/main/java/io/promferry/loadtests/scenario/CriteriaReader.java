package io.promferry.loadtests.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads what must hold. */
final class CriteriaReader {
  private static final Map<String, Double> PERCENTILES =
      Map.of("p50", 50.0, "p99", 99.0, "p99.9", 99.9, "max", 100.0);
  private static final int MANY = 1_000_000_000;

  private CriteriaReader() {}

  static List<Criterion> read(Section root, StoreKind store, List<Event> events) {
    if (!root.has("criteria")) {
      root.problem("criteria", "is required: what must hold?");
    }
    return root.section("criteria", section -> criteria(section, store, events)).orElse(List.of());
  }

  private static List<Criterion> criteria(Section section, StoreKind store, List<Event> events) {
    var found = new ArrayList<Criterion>();
    if (section.has("books-balance") && !store.keepsBooks()) {
      section.problem("books-balance", "needs a verifying or a real store");
    }
    section
        .scalar("books-balance", Values::onlyTrue)
        .ifPresent(_ -> found.add(new Criterion.BooksBalance()));
    section
        .scalar("all-acknowledged", Values::onlyTrue)
        .ifPresent(_ -> found.add(new Criterion.AllAcknowledged()));
    section
        .scalar("dropped-bodies", text -> Values.whole(text, 0, MANY))
        .ifPresent(most -> found.add(new Criterion.DroppedBodies(most)));
    answers(section, "answers").ifPresent(only -> found.add(new Criterion.AnswersOnly(only)));
    found.addAll(latencies(section));
    section
        .scalar("cpu", text -> Values.number(text, 0, 1024))
        .ifPresent(cores -> found.add(new Criterion.CpuBelow(cores)));
    section
        .scalar("cpu-per-sample", Values::positiveDuration)
        .ifPresent(most -> found.add(new Criterion.CpuPerSampleBelow(most)));
    section
        .scalar("peak-rss", Values::bytes)
        .ifPresent(most -> found.add(new Criterion.PeakResidentBelow(most)));
    section
        .scalar("heap-growth", Values::bytesPerMinute)
        .ifPresent(most -> found.add(new Criterion.HeapGrowthBelow(most)));
    section
        .scalar("open-files-growth", Values::countPerMinute)
        .ifPresent(most -> found.add(new Criterion.OpenFileGrowthBelow(most)));
    section
        .scalar("recovered-within", Values::positiveDuration)
        .ifPresent(most -> found.add(new Criterion.RecoveredWithin(most)));
    found.addAll(noise(section, kinds(events)));
    var texts = section.scalars("log-without", Function.identity());
    if (!texts.isEmpty()) {
      found.add(new Criterion.LogWithout(texts));
    }
    return found;
  }

  private static List<Criterion> latencies(Section section) {
    var found = new ArrayList<Criterion>();
    section.section(
        "latency",
        below -> {
          for (var name : List.of("p50", "p99", "p99.9", "max")) {
            below
                .scalar(name, Values::positiveDuration)
                .ifPresent(most -> found.add(latency(name, most)));
          }
          return found;
        });
    return found;
  }

  private static Criterion latency(String name, Duration most) {
    return new Criterion.LatencyBelow(PERCENTILES.getOrDefault(name, 100.0), most);
  }

  private static List<Criterion> noise(Section section, Set<String> kinds) {
    return section
        .entries(
            "noise-answers",
            (below, kind) -> {
              if (!kinds.contains(kind)) {
                below.problem(kind, "no event makes this noise");
              }
              return below.section(kind, answers -> noise(answers, kind));
            })
        .values()
        .stream()
        .flatMap(List::stream)
        .toList();
  }

  private static List<Criterion> noise(Section section, String kind) {
    if (!section.has("only") && !section.has("some")) {
      section.problem("only", "one of only and some must be there");
    }
    var found = new ArrayList<Criterion>();
    answers(section, "only")
        .ifPresent(only -> found.add(new Criterion.NoiseAnswersOnly(kind, only)));
    found.add(new Criterion.NoiseAnswered(kind, answers(section, "some").orElse(Set.of())));
    return found;
  }

  private static Optional<Set<String>> answers(Section section, String key) {
    var answers = section.scalars(key, Function.identity());
    return answers.isEmpty() ? Optional.empty() : Optional.of(Set.copyOf(answers));
  }

  private static Set<String> kinds(List<Event> events) {
    return events.stream()
        .filter(Event.NoiseChange.class::isInstance)
        .map(Event.NoiseChange.class::cast)
        .flatMap(change -> change.kinds().stream())
        .collect(Collectors.toSet());
  }
}
