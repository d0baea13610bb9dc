package io.promferry.loadtests.compare;

import io.promferry.loadtests.compare.CapacitySearch.Held;
import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.measure.ProcessWatch;
import io.promferry.loadtests.report.Latency;
import io.promferry.loadtests.report.PeerResult.LoadPoint;
import io.promferry.loadtests.report.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The highest rate of a row, and the latency that it adds at parts of it. */
final class LoadRounds {
  private static final List<Double> PARTS = List.of(0.25, 0.5, 0.75);

  /** A relay that needs longer for one write in a hundred has begun to queue. */
  private static final double MOST_P99_MILLIS = 500;

  /** What a relay that acknowledges early may still hold when the load is over. */
  private static final Duration MOST_DRAINING = Duration.ofMillis(2500);

  private final CompareOptions options;
  private final Stations stations;
  private final Progress progress;

  LoadRounds(CompareOptions options, Stations stations, Progress progress) {
    this.options = options;
    this.stations = stations;
    this.progress = progress;
  }

  void measure(Row row) {
    var station = stations.of(row.contestant(), options);
    try (var watch = watch(station)) {
      var capacity = new CapacitySearch(rate -> attempt(row, station, rate)).from(firstRate());
      row.add(capacity);
      progress.say(
          String.format(
              Locale.ROOT,
              "%-26s holds %s%,.0f samples/s",
              row.contestant().name(),
              capacity.isDriversLimit() ? "at least " : "",
              capacity.samplesPerSecond()));
      row.addLoads(loads(row, station, capacity));
      row.addTimeline(watch.stop());
    }
  }

  private double firstRate() {
    return options.samplesPerSecond() / 4;
  }

  private ProcessWatch watch(Station station) {
    double perBody = options.load().samplesPerBody();
    return ProcessWatch.start(
        station.relay()::pid,
        () -> (long) (station.sink().figures().bodies() * perBody),
        station.relay()::heapBytes);
  }

  private Held attempt(Row row, Station station, double rate) {
    progress.step(
        "highest rate, " + row.contestant().name(),
        0,
        String.format(Locale.ROOT, "%,.0f samples/s", rate));
    var measured = station.measure(options.load(), rate, options.searchTime());
    row.seen(measured);
    station.settle();
    if (measured.isDriversLimit()) {
      return Held.NOT_DRIVEN;
    }
    return isHeld(measured) ? Held.HELD : Held.NOT_HELD;
  }

  private static boolean isHeld(Measured measured) {
    return measured.hasHandedOnAll()
        && measured.draining().compareTo(MOST_DRAINING) <= 0
        && Latency.ofMicros(measured.driver().latencyMicros()).p99() <= MOST_P99_MILLIS;
  }

  private List<LoadPoint> loads(Row row, Station station, Capacity capacity) {
    var points = new ArrayList<LoadPoint>();
    for (var part : PARTS) {
      double rate = capacity.samplesPerSecond() * part;
      if (rate > 0) {
        progress.step(
            "latency at " + Math.round(part * 100) + " %, " + row.contestant().name(),
            0.5 + part / 2,
            String.format(Locale.ROOT, "%,.0f samples/s", rate));
        point(station, part, rate).ifPresent(points::add);
      }
    }
    return points;
  }

  /** None where the driver could not make either of the two. */
  private Optional<LoadPoint> point(Station station, double part, double rate) {
    var direct =
        stations
            .traffic()
            .run(
                station.contestant().loadOf(options.load(), rate),
                stations.sink().writeUri(),
                false,
                options.time());
    var through = station.measure(options.load(), rate, options.time());
    station.settle();
    if (direct.isSaturated(DriverFigures.MOST_LATENESS) || through.isDriversLimit()) {
      return Optional.empty();
    }
    return Optional.of(
        new LoadPoint(
            part,
            rate,
            AddedLatency.of(
                Latency.ofMicros(through.driver().latencyMicros()),
                Latency.ofMicros(direct.latencyMicros()))));
  }
}
