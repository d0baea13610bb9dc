package io.promferry.loadtests.compare;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.promferry.loadtests.measure.AwakeCore;
import io.promferry.loadtests.measure.Cores;
import io.promferry.loadtests.peer.NoPeerException;
import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.PeerResult;
import io.promferry.loadtests.report.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The gateway and its peers in one run: the same bodies to each in turn, over and over, each on a
 * core of its own, with everything else on another.
 */
public final class Comparison {
  /** More tries of a repetition that was no figure, for all rows together. */
  private static final int TRIES_MORE = 2;

  /** About the part of a whole comparison's time that goes into CPU per sample. */
  private static final double COSTS_PART = 0.6;

  private final CompareOptions options;
  private final Progress progress;
  private final Map<String, PeerResult> missing = new LinkedHashMap<>();

  private Comparison(CompareOptions options, Progress progress) {
    this.options = options;
    this.progress = progress;
  }

  /**
   * Takes as long as the options say.
   *
   * @throws IllegalStateException if this machine has only one core
   */
  public static ComparisonResult run(CompareOptions options, Progress progress) throws IOException {
    return new Comparison(options, progress).run();
  }

  private ComparisonResult run() throws IOException {
    var started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long start = System.nanoTime();
    var bench = Bench.ofThisMachine();
    var directory = Files.createTempDirectory("compare");
    var contestants = contestants();
    var rows = rows(contestants);
    try (var _ = Cores.keepTo(bench.harness());
        var awake = AwakeCore.of(bench.tested());
        var stations = new Stations(directory, bench, awake)) {
      measure(rows, stations);
    } finally {
      delete(directory);
    }
    var results = results(contestants, rows);
    var verdict = Verdict.of(rows, results, options.mostOfVmagent());
    return new ComparisonResult(
        started.toString(),
        (System.nanoTime() - start) / 1e9,
        options.command(),
        body(),
        rows.stream().mapToDouble(Row::noise).max().orElse(0),
        verdict.outcome(),
        verdict.why(),
        results);
  }

  private List<Contestant> contestants() {
    return new Contestants(options.load().tenants())
        .all().stream()
            .filter(one ->
                options.contestants().isEmpty() || options.contestants().contains(one.name()))
            .toList();
  }

  /** Of those that are there. */
  private List<Row> rows(List<Contestant> contestants) {
    var rows = new ArrayList<Row>();
    for (var contestant : contestants) {
      try {
        rows.add(new Row(contestant, contestant.version().get()));
      } catch (NoPeerException none) {
        var why = String.valueOf(none.getMessage());
        progress.say(contestant.name() + " is left out: " + why);
        missing.put(
            contestant.name(), PeerResult.missing(contestant.name(), contestant.what(), why));
      }
    }
    return rows;
  }

  private void measure(List<Row> rows, Stations stations) throws IOException {
    double costs = options.searchTime().isPositive() ? COSTS_PART : 1;
    var rounds = new CostRounds(options, stations, new PartOfProgress(progress, 0, costs));
    int most = options.repetitions() + TRIES_MORE;
    for (int i = 0; i < most && commonRounds(rows).size() < options.repetitions(); i++) {
      rounds.round(rows, i);
    }
    for (int i = 0; costs < 1 && i < rows.size(); i++) {
      double each = (1 - costs) / rows.size();
      var part = new PartOfProgress(progress, costs + i * each, costs + (i + 1) * each);
      new LoadRounds(options, stations, part).measure(rows.get(i));
    }
  }

  /**
   * Those in which every row was measured that was measured at all: ratios compare neighbours in
   * time.
   */
  private static Set<Integer> commonRounds(List<Row> rows) {
    return rows.stream()
        .map(Row::rounds)
        .filter(rounds -> !rounds.isEmpty())
        .reduce((one, other) -> one.stream().filter(other::contains).collect(toUnmodifiableSet()))
        .orElse(Set.of());
  }

  private List<PeerResult> results(List<Contestant> contestants, List<Row> rows) {
    var common = commonRounds(rows);
    var results = new ArrayList<PeerResult>();
    for (var contestant : contestants) {
      rows.stream()
          .filter(row -> row.contestant().equals(contestant))
          .findFirst()
          .map(row -> row.result(common))
          .or(() -> Optional.ofNullable(missing.get(contestant.name())))
          .ifPresent(results::add);
    }
    return results;
  }

  private String body() {
    var load = options.load();
    return String.format(
        Locale.ROOT,
        "%,d tenants with %,d series each, at most %,d samples in a body, shape %s; CPU at %,.0f"
            + " samples/s",
        load.tenants(),
        load.series(),
        load.samplesPerBody(),
        load.shape(),
        options.samplesPerSecond());
  }

  private static void delete(Path directory) throws IOException {
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
