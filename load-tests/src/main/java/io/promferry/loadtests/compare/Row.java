package io.promferry.loadtests.compare;

import io.promferry.loadtests.report.PeerResult;
import io.promferry.loadtests.report.PeerResult.LoadPoint;
import io.promferry.loadtests.report.TimelinePoint;
import java.util.ArrayList;
import java.util.List;

/** What has been measured of one contestant up to now. Not thread-safe. */
final class Row {
  private final Contestant contestant;
  private final String version;
  private final List<Measured> valid = new ArrayList<>();
  private final List<String> invalid = new ArrayList<>();
  private Capacity capacity = new Capacity(0, false);
  private List<LoadPoint> loads = List.of();
  private List<TimelinePoint> timeline = List.of();
  private String command = "";
  private double mostResidentMegabytes;

  Row(Contestant contestant, String version) {
    this.contestant = contestant;
    this.version = version;
  }

  Contestant contestant() {
    return contestant;
  }

  void ranAs(String commandLine) {
    command = commandLine;
  }

  /** Adds one repetition's figures, or why it has none. */
  void add(Measured measured) {
    seen(measured);
    var why = measured.why();
    if (why.isEmpty()) {
      valid.add(measured);
    } else {
      invalid.add(why);
    }
  }

  /** Takes note of the memory only. */
  void seen(Measured measured) {
    mostResidentMegabytes =
        Math.max(
            mostResidentMegabytes,
            measured.after().cost().mostResidentBytes() / (double) (1 << 20));
  }

  void add(Capacity found) {
    capacity = found;
  }

  void addLoads(List<LoadPoint> points) {
    loads = List.copyOf(points);
  }

  void addTimeline(List<TimelinePoint> points) {
    timeline = List.copyOf(points);
  }

  int validRepetitions() {
    return valid.size();
  }

  /** The reason that was given last. */
  String lastReason() {
    return invalid.isEmpty() ? "" : invalid.getLast();
  }

  /** At worst, among the repetitions that count. */
  double noise() {
    return valid.stream().mapToDouble(Measured::noise).max().orElse(0);
  }

  PeerResult result() {
    return new PeerResult(
        contestant.name(),
        version,
        contestant.what(),
        "",
        command,
        valid.stream().map(Measured::nanosPerSample).toList(),
        valid.stream()
            .filter(Measured::hasAllocation)
            .map(Measured::allocatedBytesPerSample)
            .toList(),
        mostResidentMegabytes,
        capacity.samplesPerSecond(),
        capacity.isDriversLimit(),
        valid.isEmpty()
            ? 0
            : Medians.of(valid.stream().map(Measured::storedBytesPerSample).toList()),
        loads,
        timeline);
  }
}
