package io.promferry.loadtests.bench;

import io.promferry.loadtests.driver.Bodies;
import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sink.LoadSink;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How long the gateway takes from the start of its process until it is ready. */
public final class StartupMeasurement {
  private static final int REPETITIONS = 5;
  private static final int TRAINING_WRITES = 300;
  private static final TenantEntry TENANT = TenantEntry.of("acme");

  private final Path directory;
  private final LoadSink store;
  private final List<String> flags;

  private StartupMeasurement(Path directory, LoadSink store, List<String> flags) {
    this.directory = directory;
    this.store = store;
    this.flags = flags;
  }

  /** The JVM's flags, if any besides those of the image and an AOT cache's. */
  public static void main(String[] flags) throws IOException {
    var directory = Files.createTempDirectory("startup");
    try (var store = LoadSink.counting(0)) {
      new StartupMeasurement(directory, store, List.of(flags)).run();
    }
    System.exit(0);
  }

  private void run() {
    var cache = directory.resolve("gateway.aot");
    train("-XX:AOTCacheOutput=" + cache);
    var without = new ArrayList<Duration>();
    var with = new ArrayList<Duration>();
    for (int i = 0; i < REPETITIONS; i++) {
      without.add(ready(List.of()));
      with.add(ready(List.of("-XX:AOTCache=" + cache)));
    }
    System.out.println("ms until ready, without an AOT cache: " + millis(without));
    System.out.println("ms until ready, with an AOT cache:    " + millis(with));
  }

  /** As the image's Training does it: some writes, and a polite end. */
  private void train(String output) {
    var load = Load.of(1, 200, Duration.ofSeconds(15), WriteProtocol.RW1);
    var body = Bodies.of(load).templates().getFirst().body(System.currentTimeMillis(), 0, 0);
    try (var gateway = gateway(List.of(output))) {
      gateway.start();
      for (int i = 0; i < TRAINING_WRITES; i++) {
        gateway.statusOfWrite(body, TENANT.token());
      }
      gateway.terminate();
    }
  }

  /** To the hundredth of a second or so, in which it is asked again. */
  private Duration ready(List<String> more) {
    try (var gateway = gateway(more)) {
      long start = System.nanoTime();
      gateway.start();
      return Duration.ofNanos(System.nanoTime() - start);
    }
  }

  private GatewayProcess gateway(List<String> more) {
    var settings =
        GatewaySettings.of(store.writeUri())
            .with("server", "drain-delay", "0s")
            .withJvmFlags(Stream.concat(flags.stream(), more.stream()).toList());
    return GatewayProcess.in(directory, settings, List.of(TENANT));
  }

  private static String millis(List<Duration> times) {
    var sorted = times.stream().mapToLong(Duration::toMillis).sorted().toArray();
    return "median "
        + sorted[sorted.length / 2]
        + " of "
        + IntStream.range(0, sorted.length).mapToObj(i -> Long.toString(sorted[i])).toList();
  }
}
