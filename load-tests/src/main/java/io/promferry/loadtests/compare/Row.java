package io.promferry.loadtests.compare;

import io.promferry.loadtests.report.PeerResult;
import io.promferry.loadtests.report.PeerResult.LoadPoint;
import io.promferry.loadtests.report.TimelinePoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** What has been measured of one contestant up to now. Not thread-safe. */
final class Row {
  private final Contestant contestant;
  private final String version;
  private final SortedMap<Integer, Measured> valid = new TreeMap<>();
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

  /** Adds one round's figures, or why it has none. */
  void add(int round, Measured measured) {
    seen(measured);
    var why = measured.why();
    if (why.isEmpty()) {
      valid.put(round, measured);
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

  /** The reason that was given last. */
  String lastReason() {
    return invalid.isEmpty() ? "not in a round with the others" : invalid.getLast();
  }

  /** At worst, among the repetitions that count. */
  double noise() {
    return valid.values().stream().mapToDouble(Measured::noise).max().orElse(0);
  }

  /** The rounds of which there are figures. */
  Set<Integer> rounds() {
    return Set.copyOf(valid.keySet());
  }

  /** What there is of those rounds, in their order. */
  PeerResult result(Set<Integer> rounds) {
    var counted =
        valid.entrySet().stream()
            .filter(one -> rounds.contains(one.getKey()))
            .map(Map.Entry::getValue)
            .toList();
    return new PeerResult(
        contestant.name(),
        version,
        contestant.what(),
        "",
        command,
        counted.stream().map(Measured::nanosPerSample).toList(),
        counted.stream()
            .filter(Measured::hasAllocation)
            .map(Measured::allocatedBytesPerSample)
            .toList(),
        mostResidentMegabytes,
        capacity.samplesPerSecond(),
        capacity.isDriversLimit(),
        counted.isEmpty()
            ? 0
            : Medians.of(counted.stream().map(Measured::storedBytesPerSample).toList()),
        loads,
        timeline);
  }
}
