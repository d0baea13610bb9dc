package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.Pace;
import io.promferry.loadtests.noise.Noise;
import java.time.Duration;
import java.util.List;

/**
 * What is done to a gateway, and what must hold then.
 *
 * @param bothProtocols whether every other body is of version 1 and the rest of version 2, whatever
 *     the load says
 * @param warmUp before the time that counts, in which the load comes as its interval says
 * @param duration of the time that counts
 * @param drain how long to wait in the end for what is outstanding
 * @param mostLateness with which the driver's writes may leave at p99, so that the run means
 *     something; latencies have it in them, so that it can only make a criterion of latency fail
 * @param pace since the end of the warm-up
 * @param retries whether tenants try again what was answered with a 5xx
 * @param events in order of their time
 */
record Scenario(
    String description,
    Load load,
    boolean bothProtocols,
    Duration warmUp,
    Duration duration,
    Duration drain,
    Duration mostLateness,
    Pace pace,
    boolean retries,
    GatewayPart gateway,
    StoreKind store,
    List<Event> events,
    List<Criterion> criteria) {
  Scenario {
    events = List.copyOf(events);
    criteria = List.copyOf(criteria);
  }

  /**
   * The same for another time.
   *
   * @throws IllegalArgumentException if it is over before the last event
   */
  Scenario lasting(Duration time) {
    var last = events.isEmpty() ? Duration.ZERO : events.getLast().at();
    if (time.compareTo(last) <= 0) {
      throw new IllegalArgumentException(
          "must last longer than %s, when its last event is: %s"
              .formatted(Figures.text(last), Figures.text(time)));
    }
    return new Scenario(
        description,
        load,
        bothProtocols,
        warmUp,
        time,
        drain,
        mostLateness,
        pace,
        retries,
        gateway,
        store,
        events,
        criteria);
  }

  /** All kinds of noise that are made in its course. */
  List<Noise> noises() {
    return events.stream()
        .filter(Event.NoiseChange.class::isInstance)
        .map(Event.NoiseChange.class::cast)
        .flatMap(change -> change.kinds().stream())
        .distinct()
        .map(NoiseMaker::kind)
        .toList();
  }
}
