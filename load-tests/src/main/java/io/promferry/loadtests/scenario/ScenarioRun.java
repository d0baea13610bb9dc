package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.Bodies;
import io.promferry.loadtests.driver.Deliveries;
import io.promferry.loadtests.driver.DriverFigures;
import io.promferry.loadtests.driver.DriverPlan;
import io.promferry.loadtests.driver.Pace;
import io.promferry.loadtests.driver.Target;
import io.promferry.loadtests.ledger.Ledger;
import io.promferry.loadtests.measure.Cores;
import io.promferry.loadtests.measure.ProcessWatch;
import io.promferry.loadtests.report.Progress;
import io.promferry.loadtests.report.ScenarioResult;
import io.promferry.loadtests.report.TimelinePoint;
import io.promferry.loadtests.sink.LoadSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One scenario, once: the gateways on the first core that this process may use, everything else in
 * this process, on the last one.
 */
final class ScenarioRun {
  private static final long LOOK_NANOS = Duration.ofMillis(250).toNanos();
  private static final String WRITE_PATH = "/api/v1/write";

  private final String name;
  private final String command;
  private final Scenario scenario;
  private final RunOptions options;
  private final Progress progress;
  private final Roster roster;
  private final int gatewayCore;
  private final int ownCore;

  ScenarioRun(String name, String command, Scenario scenario, RunOptions options, Progress progress)
      throws IOException {
    this.name = name;
    this.command = command;
    this.scenario = scenario;
    this.options = options;
    this.progress = progress;
    this.roster = new Roster(scenario.load().tenants(), scenario.gateway(), scenario.noises());
    var cores = Cores.allowed();
    if (cores.size() < 2) {
      throw new IllegalStateException(
          "a scenario needs a core for the gateway and one for everything else");
    }
    gatewayCore = cores.getFirst();
    ownCore = cores.getLast();
  }

  ScenarioResult run() throws IOException {
    var started = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    long start = System.nanoTime();
    progress.step(name, 0, "encoding bodies");
    var bodies = Bodies.of(scenario.load());
    long firstTimestamp = System.currentTimeMillis();
    var directory = options.directory().resolve(name);
    try (var _ = Cores.keepTo(ownCore);
        var store = store(bodies, firstTimestamp, directory.resolve("store"))) {
      var seen = against(store, bodies, firstTimestamp, directory);
      double seconds = (System.nanoTime() - start) / 1e9;
      return Result.of(name, scenario, command, started.toString(), seconds, seen);
    }
  }

  private Store store(Bodies bodies, long firstTimestamp, Path directory) {
    if (scenario.store() == StoreKind.COUNTING) {
      return new Store.Sink(LoadSink.counting(0), Optional.empty());
    }
    var ledger = Ledger.of(scenario.load(), bodies, firstTimestamp, roster.noisy());
    return scenario.store() == StoreKind.VERIFYING
        ? new Store.Sink(LoadSink.verifying(0, ledger), Optional.of(ledger))
        : Store.Real.start(scenario.store(), directory, scenario.load(), ledger, firstTimestamp);
  }

  private Seen against(Store store, Bodies bodies, long firstTimestamp, Path directory)
      throws IOException {
    progress.step(name, 0, "starting");
    try (var gateways =
            Gateways.start(
                scenario.gateway(),
                directory,
                options.gatewayJar(),
                store.writeUri(),
                gatewayCore,
                roster);
        var noise = new NoiseMaker(gateways.address());
        var driver = senders(plan(gateways, firstTimestamp), bodies, store.deliveries())) {
      return observe(store, gateways, noise, driver);
    }
  }

  private Senders senders(DriverPlan plan, Bodies bodies, Deliveries deliveries) {
    return scenario.bothProtocols()
        ? Senders.startBoth(plan, deliveries)
        : Senders.start(plan, bodies, deliveries);
  }

  private DriverPlan plan(Gateways gateways, long firstTimestamp) {
    return new DriverPlan(
        scenario.load(),
        new Target(gateways.address(), WRITE_PATH, true),
        pace(),
        scenario.warmUp().plus(scenario.duration()),
        firstTimestamp,
        scenario.retries());
  }

  /** The scenario's, behind the warm-up. */
  private Pace pace() {
    var steps = new ArrayList<Pace.Step>(Pace.EVEN.steps());
    scenario.pace().steps().stream()
        .skip(1)
        .map(step -> new Pace.Step(step.from().plus(scenario.warmUp()), step.times()))
        .forEach(steps::add);
    return new Pace(steps);
  }

  private Seen observe(Store store, Gateways gateways, NoiseMaker noise, Senders driver)
      throws IOException {
    long begin = System.nanoTime() + scenario.warmUp().toNanos();
    var backlog = new Backlog(scenario.load().samplesPerSecond());
    look(driver, backlog, begin, Optional.empty());
    var before = driver.figures();
    var cores = Room.Start.now(gatewayCore, ownCore);
    var cpu = gateways.cpu();
    long since = System.nanoTime();
    try (var watch =
            ProcessWatch.start(
                () -> gateways.first().pid(),
                () -> driver.figures().samplesAcknowledged(),
                () -> gateways.first().heapBytes());
        var happenings =
            new Happenings(scenario.events(), begin, store, gateways, noise, progress)) {
      look(driver, backlog, begin + scenario.duration().toNanos(), Optional.of(happenings));
      double seconds = (System.nanoTime() - since) / 1e9;
      var room =
          cores.until(
              Room.Start.now(gatewayCore, ownCore),
              gateways.cpu().minus(cpu).toNanos() / 1e9 / seconds);
      var timeline = watch.stop();
      happenings.await();
      noise.close();
      backlog.look(driver.figures());
      var recovered = recovered(driver, backlog, happenings);
      progress.step(name, 1, "waiting for what is outstanding");
      var figures = driver.finish(scenario.drain()).timedSince(before);
      var evidence =
          new Evidence(
              figures,
              store.books(),
              timeline,
              mostResident(gateways, timeline),
              recovered,
              noise.answers(),
              gateways.log());
      return new Seen(evidence, room);
    }
  }

  /** Backlog's times are the driver's, so the last disturbance's is made one of them. */
  private static Optional<Duration> recovered(
      Senders driver, Backlog backlog, Happenings happenings) {
    var ago = Duration.ofNanos(System.nanoTime() - happenings.lastDisturbanceNanos());
    return backlog.recoveredAfter(driver.figures().time().minus(ago));
  }

  private static long mostResident(Gateways gateways, List<TimelinePoint> timeline) {
    double seen = timeline.stream().mapToDouble(TimelinePoint::residentMegabytes).max().orElse(0);
    return Math.max(gateways.mostResidentBytes(), (long) (seen * (1 << 20)));
  }

  private void look(
      Senders driver, Backlog backlog, long untilNanos, Optional<Happenings> happenings) {
    long whole = scenario.warmUp().plus(scenario.duration()).toNanos();
    long acknowledged = driver.figures().samplesAcknowledged();
    long last = System.nanoTime();
    while (System.nanoTime() - untilNanos < 0) {
      sleep(Math.min(LOOK_NANOS, Math.max(1, untilNanos - System.nanoTime())));
      var figures = driver.figures();
      backlog.look(figures);
      happenings.ifPresent(Happenings::check);
      long now = System.nanoTime();
      if (now - last >= Duration.ofSeconds(1).toNanos()) {
        double rate = (figures.samplesAcknowledged() - acknowledged) / ((now - last) / 1e9);
        progress.step(name, Math.min(1, (double) figures.time().toNanos() / whole), rate(rate));
        acknowledged = figures.samplesAcknowledged();
        last = now;
      }
    }
  }

  private static String rate(double samplesPerSecond) {
    return String.format(Locale.ROOT, "%,.0f samples/s", samplesPerSecond);
  }

  private static void sleep(long nanos) {
    try {
      Thread.sleep(Duration.ofNanos(nanos));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in the middle of a scenario", e);
    }
  }

  /** What a run has shown, and what room it had. */
  record Seen(Evidence evidence, Room room) {

    DriverFigures driver() {
      return evidence.driver();
    }
  }
}
