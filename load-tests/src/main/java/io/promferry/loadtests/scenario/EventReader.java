package io.promferry.loadtests.scenario;

import io.promferry.loadtests.sink.SinkBehaviour;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Reads what is done in the course of a scenario. */
final class EventReader {
  private static final int LEAST_REFUSAL = 300;
  private static final int MOST_REFUSAL = 599;

  private final Optional<Duration> duration;
  private final int gateways;

  private EventReader(Optional<Duration> duration, int gateways) {
    this.duration = duration;
    this.gateways = gateways;
  }

  /** In order of their time. */
  static List<Event> read(Section root, Optional<Duration> duration, int gateways) {
    var reader = new EventReader(duration, gateways);
    return root.sections("events", reader::events).stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing(Event::at))
        .toList();
  }

  private List<Event> events(Section section) {
    var at =
        section
            .required("at", text -> ScenarioReader.within(Values.duration(text), duration))
            .orElse(Duration.ZERO);
    var every = section.scalar("every", Values::positiveDuration);
    long kinds =
        List.of("store", "gateway", "noise").stream().filter(section::has).count();
    if (kinds != 1) {
      section.problem("store", "one of store, gateway and noise must be there, and only one");
    }
    return event(section, at).map(event -> repeated(event, every)).orElse(List.of());
  }

  private Optional<Event> event(Section section, Duration at) {
    var store =
        section.scalar("store", text -> new Event.Store(at, "store: " + text, behaviour(text)));
    var gateway = section.scalar("gateway", GatewayAction::parse);
    int number =
        section.scalar("number", text -> Values.whole(text, 0, gateways - 1)).orElse(0);
    boolean noisy = section.has("noise");
    var kinds = section.scalars("noise", EventReader::noise);
    var intensity =
        section.scalar("intensity", text -> Values.number(text, 0.001, 1)).orElse(1.0);
    return Optional.<Event>empty()
        .or(() -> store)
        .or(() -> gateway.map(action -> new Event.Gateway(at, action, number)))
        .or(() ->
            noisy
                ? Optional.of(new Event.NoiseChange(at, kinds, intensity))
                : Optional.empty());
  }

  private List<Event> repeated(Event event, Optional<Duration> every) {
    var events = new ArrayList<>(List.of(event));
    var end = duration.orElse(Duration.ZERO);
    every.ifPresent(interval -> {
      for (var next = event.later(interval);
          next.at().compareTo(end) < 0;
          next = next.later(interval)) {
        events.add(next);
      }
    });
    return events;
  }

  private static String noise(String name) {
    return NoiseMaker.kind(name).name();
  }

  /** {@code take}, {@code slow 2s}, {@code refuse 503}, {@code stall}, {@code reset}, {@code down}. */
  private static SinkBehaviour behaviour(String text) {
    var words = text.split(" ", -1);
    if (words.length == 2 && words[0].equals("slow")) {
      return new SinkBehaviour.Slow(Values.positiveDuration(words[1]));
    }
    if (words.length == 2 && words[0].equals("refuse")) {
      return new SinkBehaviour.Refusing(Values.whole(words[1], LEAST_REFUSAL, MOST_REFUSAL));
    }
    return switch (text) {
      case "take" -> new SinkBehaviour.Taking();
      case "stall" -> new SinkBehaviour.Stalling();
      case "reset" -> new SinkBehaviour.Resetting();
      case "down" -> new SinkBehaviour.Down();
      default ->
          throw new IllegalArgumentException(
              "must be take, slow 2s, refuse 503, stall, reset or down, got '" + text + "'");
    };
  }
}
