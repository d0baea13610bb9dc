package io.promferry.loadtests.compare;

import io.promferry.loadtests.measure.AwakeCore;
import io.promferry.loadtests.sink.LoadSink;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Puts relays, one at a time, between the one driver and the one store. */
final class Stations implements AutoCloseable {
  private final Path directory;
  private final Bench bench;
  private final AwakeCore awake;
  private final LoadSink sink = LoadSink.counting(0);
  private final Traffic traffic = new Traffic();
  private final Map<String, Station> stations = new LinkedHashMap<>();

  Stations(Path directory, Bench bench, AwakeCore awake) {
    this.directory = directory;
    this.bench = bench;
    this.awake = awake;
  }

  /**
   * The contestant's process, which keeps running until the end of the comparison: started with no
   * data, and as fast as it will be.
   */
  Station of(Contestant contestant, CompareOptions options) {
    var running = stations.get(contestant.name());
    if (running == null) {
      running = start(contestant);
      stations.put(contestant.name(), running);
      running.warmUp(options);
    }
    return running;
  }

  private Station start(Contestant contestant) {
    var relay =
        contestant
            .maker()
            .make(directory.resolve(contestant.name()), sink.writeUri(), bench.tested());
    try {
      relay.start();
    } catch (RuntimeException failure) {
      relay.close();
      throw failure;
    }
    return new Station(contestant, relay, sink, traffic, bench, awake);
  }

  LoadSink sink() {
    return sink;
  }

  Traffic traffic() {
    return traffic;
  }

  @Override
  public void close() {
    stations.values().forEach(Station::close);
    sink.close();
  }
}
