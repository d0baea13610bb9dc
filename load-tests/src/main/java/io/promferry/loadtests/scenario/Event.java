package io.promferry.loadtests.scenario;

import io.promferry.loadtests.sink.SinkBehaviour;
import java.time.Duration;
import java.util.List;

/** Something that is done in the course of a scenario. */
sealed interface Event {
  /** Since the end of the warm-up. */
  Duration at();

  Event later(Duration by);

  /** For people. */
  String what();

  /** The store behaves in another way from now on. */
  record Store(Duration at, String what, SinkBehaviour behaviour) implements Event {
    @Override
    public Event later(Duration by) {
      return new Store(at.plus(by), what, behaviour);
    }
  }

  /**
   * Something is done to a gateway.
   *
   * @param number of the gateway, from 0
   */
  record Gateway(Duration at, GatewayAction action, int number) implements Event {
    @Override
    public Event later(Duration by) {
      return new Gateway(at.plus(by), action, number);
    }

    @Override
    public String what() {
      return "gateway " + number + ": " + action.text();
    }
  }

  /**
   * Other noise is made from now on.
   *
   * @param kinds none for silence
   * @param intensity above 0, up to 1
   */
  record NoiseChange(Duration at, List<String> kinds, double intensity) implements Event {
    public NoiseChange {
      kinds = List.copyOf(kinds);
    }

    @Override
    public Event later(Duration by) {
      return new NoiseChange(at.plus(by), kinds, intensity);
    }

    @Override
    public String what() {
      return kinds.isEmpty() ? "no noise" : "noise: " + String.join(", ", kinds);
    }
  }
}
