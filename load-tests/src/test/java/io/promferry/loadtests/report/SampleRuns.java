package io.promferry.loadtests.report;

import io.promferry.loadtests.report.PeerResult.LoadPoint;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Results as a run might give them: made up, with all that a page has to cope with. */
public final class SampleRuns {
  /** What would be a script, an attribute or an entity if it were not escaped. */
  public static final String HOSTILE = "</script><script>alert(1)</script>\"'><b>&amp;</b>";

  private SampleRuns() {}

  public static RunResult full() {
    return new RunResult(
        machine(),
        List.of(
            passed("steady", 4.1, 40),
            passed("many-tenants", 31.5, 40),
            failed(),
            invalid(),
            passed("soak", 5.2, 1500)),
        List.of(comparison()));
  }

  public static Machine machine() {
    return new Machine(
        "AMD EPYC 7B13 64-Core Processor",
        2,
        23.5,
        "Linux 6.1.0-44-amd64",
        "Temurin-25.0.3+9 25.0.3+9-LTS",
        "c3c12a5d9f00");
  }

  public static ScenarioResult passed(String name, double p99, int seconds) {
    return new ScenarioResult(
        name,
        "50 tenants of 2,000 series each, every 10 s, remote write 1, to one gateway",
        "2026-11-28T10:15:30Z",
        seconds,
        "load-tests/run.sh run " + name + " --time PT" + seconds + "S",
        Outcome.PASSED,
        "",
        List.of(
            new CriterionResult("p99 latency below 50 ms", p99 + " ms", true),
            new CriterionResult("books balance", "balance", true)),
        new Latency(12_345, p99 / 3, p99 / 2, p99, p99 * 2.4, p99 * 9),
        Map.of("driver CPU, cores", 0.21, "samples due", 400_000.0),
        timeline(seconds, 10_000, 0.31, 120, 74),
        new Books(400_000, 399_000, 399_400, 120, 0, 0, 0, List.of()));
  }

  public static ScenarioResult failed() {
    return new ScenarioResult(
        "central-outage",
        "the central store is away for 60 s",
        "2026-11-28T10:17:30Z",
        150,
        "load-tests/run.sh run central-outage",
        Outcome.FAILED,
        "books do not balance: 3 lost",
        List.of(
            new CriterionResult("books balance", "3 lost, 0 unknown, 0 misplaced", false),
            new CriterionResult("no write is dropped", "none", true)),
        new Latency(9_100, 2.1, 8.4, 60_412, 61_880, 62_007),
        Map.of("driver CPU, cores", 0.18),
        timeline(150, 9_300, 0.28, 131, 91),
        new Books(
            400_000,
            390_000,
            389_997,
            2_000,
            3,
            0,
            0,
            List.of("tenant load-00007 up{instance=\"10.0.1.7:9100\"} at 1764325050000: lost")));
  }

  public static ScenarioResult invalid() {
    return new ScenarioResult(
        "burst",
        "ten times the rate for 30 s",
        "2026-11-28T10:20:00Z",
        60,
        "load-tests/run.sh run burst",
        Outcome.INVALID,
        "the driver was saturated: its writes left 84 ms late at p99",
        List.of(new CriterionResult("p99 latency below 50 ms", "987654.3 ms", false)),
        new Latency(77_777, 987_651, 987_652, 987_654.3, 987_655, 987_656),
        Map.of(),
        timeline(60, 987_600, 1, 150, 80),
        null);
  }

  /** A run in which every text is hostile. */
  public static RunResult hostile() {
    var scenario =
        new ScenarioResult(
            HOSTILE,
            HOSTILE,
            HOSTILE,
            1,
            HOSTILE,
            Outcome.FAILED,
            HOSTILE,
            List.of(new CriterionResult(HOSTILE, HOSTILE, false)),
            new Latency(1, 1, 1, 1, 1, 1),
            Map.of(HOSTILE, 1.0),
            timeline(3, 10, 0.1, 10, 10),
            new Books(1, 1, 1, 0, 0, 1, 0, List.of(HOSTILE)));
    var peer = peer(HOSTILE, HOSTILE, 300, HOSTILE, 5);
    var comparison =
        new ComparisonResult(
            HOSTILE, 1, HOSTILE, HOSTILE, 0, Outcome.PASSED, "", List.of(peer, absent(HOSTILE)));
    return new RunResult(
        new Machine(HOSTILE, 1, 1, HOSTILE, HOSTILE, HOSTILE),
        List.of(scenario),
        List.of(comparison));
  }

  public static ComparisonResult comparison() {
    return new ComparisonResult(
        "2026-11-28T10:30:00Z",
        412,
        "load-tests/run.sh compare --repetitions 5",
        "2,000 samples a body, 11 labels, 280 bytes a series, remote write 1, 20 tenants",
        0.013,
        Outcome.PASSED,
        "",
        List.of(
            peer("promferry", "0.1.0", 312, "two forced labels, authenticated, snappy out", 4.3),
            peer("vmagent", "1.145.0", 1_421, "two forced labels, snappy out", 21.4),
            absent("prometheus"),
            peer("nginx", "1.22.1", 41, "passes the bytes on", 0.9)));
  }

  private static PeerResult peer(
      String name, String version, double nanos, String what, double p99) {
    return new PeerResult(
        name,
        version,
        what,
        "",
        "taskset -c 0 " + name + " --config /tmp/run/" + name + ".yml",
        IntStream.range(0, 5)
            .mapToObj(i -> nanos * (0.97 + 0.017 * (i * (2 + name.length()) % 5)))
            .toList(),
        name.equals("promferry") ? List.of(3.1, 3.0, 3.2, 3.1, 3.3) : List.of(),
        180,
        1e9 / nanos * 0.93,
        false,
        7.3,
        List.of(load(0.25, nanos, p99 / 2), load(0.5, nanos, p99), load(0.75, nanos, p99 * 3)),
        timeline(90, 1e9 / nanos / 2, 0.5 + nanos / 1e4, 120 + nanos / 10, 60 + name.length()));
  }

  private static PeerResult absent(String name) {
    return PeerResult.missing(
        name, "as a relay", "no binary: peers.sh cannot get Debian's package of bookworm");
  }

  private static LoadPoint load(double of, double nanos, double p99) {
    return new LoadPoint(
        of, of * 0.93e9 / nanos, new Latency(9_000, p99 / 4, p99 / 2, p99, p99 * 1.7, p99 * 4));
  }

  private static List<TimelinePoint> timeline(
      int seconds, double rate, double cores, double megabytes, long files) {
    return IntStream.range(0, seconds)
        .mapToObj(i ->
            new TimelinePoint(
                i,
                rate * (1 + 0.06 * Math.sin(i * 1.7)),
                cores * (1 + 0.1 * Math.cos(i * 0.9)),
                megabytes + 12 * (1 - Math.exp(-i / 20.0)),
                megabytes / 3 + i % 7,
                files + i % 3))
        .toList();
  }

  /** One without anything in it. */
  public static RunResult empty() {
    return new RunResult(machine(), List.of(), List.of());
  }
}
