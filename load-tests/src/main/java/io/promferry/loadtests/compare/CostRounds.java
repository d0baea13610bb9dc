package io.promferry.loadtests.compare;

import io.promferry.loadtests.report.Progress;
import java.util.List;
import java.util.Locale;

/** CPU per sample at one rate, of all rows in turn. */
final class CostRounds {
  private final CompareOptions options;
  private final Stations stations;
  private final Progress progress;

  CostRounds(CompareOptions options, Stations stations, Progress progress) {
    this.options = options;
    this.stations = stations;
    this.progress = progress;
  }

  /** Measures each row. */
  void round(List<Row> rows, int round) {
    for (int i = 0; i < rows.size(); i++) {
      var row = rows.get(i);
      tell(row, round, (double) (round * rows.size() + i) / (options.repetitions() * rows.size()));
      measure(row, round);
    }
  }

  private void measure(Row row, int round) {
    var station = stations.of(row.contestant(), options);
    row.ranAs(station.relay().commandLine());
    var measured = station.measure(options.load(), station.rateOf(options), options.time());
    row.add(round, measured);
    station.settle();
    progress.say(line(row, measured));
  }

  private void tell(Row row, int round, double done) {
    progress.step(
        "CPU per sample, round " + (round + 1) + ", " + row.contestant().name(),
        Math.min(1, done),
        String.format(Locale.ROOT, "%,.0f samples/s", options.samplesPerSecond()));
  }

  private static String line(Row row, Measured measured) {
    var why = measured.why();
    return String.format(
        Locale.ROOT,
        "%-26s %8.1f ns/sample, %5.1f bytes out/sample, others had %.1f %% of its core%s",
        row.contestant().name(),
        measured.nanosPerSample(),
        measured.storedBytesPerSample(),
        measured.noise() * 100,
        why.isEmpty() ? "" : "; does not count: " + why);
  }
}
