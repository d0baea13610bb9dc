package io.promferry.loadtests.compare;

import io.promferry.loadtests.sink.LoadSink;
import java.nio.file.Path;

/** Puts relays, one at a time, between the one driver and the one store. */
final class Stations implements AutoCloseable {
  private final Path directory;
  private final Bench bench;
  private final LoadSink sink = LoadSink.counting(0);
  private final Traffic traffic = new Traffic();
  private int made;

  Stations(Path directory, Bench bench) {
    this.directory = directory;
    this.bench = bench;
  }

  /** A fresh process with no data, ready for writes. */
  Station start(Contestant contestant) {
    var own = directory.resolve("run-" + made++);
    var relay = contestant.maker().make(own, sink.writeUri(), bench.tested());
    try {
      relay.start();
    } catch (RuntimeException failure) {
      relay.close();
      throw failure;
    }
    return new Station(contestant, relay, sink, traffic, bench);
  }

  LoadSink sink() {
    return sink;
  }

  Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() {
    sink.close();
  }
}
