package io.promferry.loadtests.bench;

import io.promferry.loadtests.peer.GatewayProcess;
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

  private final Path directory;
  private final LoadSink store;
  private final List<String> flags;

  private StartupMeasurement(Path directory, LoadSink store, List<String> flags) {
    this.directory = directory;
    this.store = store;
    this.flags = flags;
  }

  /** The JVM's flags, if any besides an AOT cache's. */
  public static void main(String[] flags) throws IOException, InterruptedException {
    var directory = Files.createTempDirectory("startup");
    try (var store = LoadSink.counting(0)) {
      new StartupMeasurement(directory, store, List.of(flags)).run();
    }
    System.exit(0);
  }

  private void run() throws IOException, InterruptedException {
    var cache = directory.resolve("gateway.aot");
    train("-XX:AOTCacheOutput=" + cache);
    var without = new ArrayList<Duration>();
    var with = new ArrayList<Duration>();
    for (int i = 0; i < REPETITIONS; i++) {
      without.add(ready(List.of()));
      with.add(ready(List.of("-XX:AOTCache=" + cache)));
      System.out.println("run " + (i + 1) + " of " + REPETITIONS);
    }
    System.out.println("ms until ready, without an AOT cache: " + millis(without));
    System.out.println("ms until ready, with an AOT cache:    " + millis(with));
  }

  /** As the image's Training does it: some writes, and a polite end. */
  private void train(String output) throws IOException, InterruptedException {
    var body = GeneratedBodies.rw1(200);
    try (var gateway = start(List.of(output))) {
      gateway.awaitReady();
      for (int i = 0; i < TRAINING_WRITES; i++) {
        GatewayProcess.statusOfWrite(gateway.writeUri(), "snappy", body, TestedGateway.token(0));
      }
    }
  }

  private Duration ready(List<String> more) throws IOException, InterruptedException {
    try (var gateway = start(more)) {
      return gateway.awaitReady();
    }
  }

  private TestedGateway start(List<String> more) throws IOException {
    var all = Stream.concat(flags.stream(), more.stream()).toList();
    return TestedGateway.start(directory, 1, store.writeUri(), all);
  }

  private static String millis(List<Duration> times) {
    var sorted = times.stream().mapToLong(Duration::toMillis).sorted().toArray();
    return "median "
        + sorted[sorted.length / 2]
        + " of "
        + IntStream.range(0, sorted.length).mapToObj(i -> Long.toString(sorted[i])).toList();
  }
}
