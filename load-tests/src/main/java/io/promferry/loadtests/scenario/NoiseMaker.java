package io.promferry.loadtests.scenario;

import io.promferry.loadtests.noise.Noise;
import io.promferry.loadtests.noise.Noises;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The noise of a run: what is being made, and how all that was made has been answered. */
final class NoiseMaker implements AutoCloseable {
  private final InetSocketAddress gateway;
  private final Map<String, Map<String, Long>> answers = new TreeMap<>();
  private final List<Made> made = new ArrayList<>();

  private record Made(String kind, Noise.Running running) {}

  NoiseMaker(InetSocketAddress gateway) {
    this.gateway = gateway;
  }

  /** The kind of that name. */
  static Noise kind(String name) {
    return Noises.named(name)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be one of %s, got '%s'"
                    .formatted(String.join(", ", Noises.names()), name)));
  }

  /** From now on only these kinds are made. */
  synchronized void change(List<String> kinds, double intensity) {
    close();
    kinds.forEach(kind -> made.add(new Made(kind, kind(kind).start(gateway, intensity))));
  }

  /** By kind, answer to count, up to now. */
  synchronized Map<String, Map<String, Long>> answers() {
    var now = new TreeMap<String, Map<String, Long>>();
    answers.forEach((kind, counts) -> now.put(kind, new TreeMap<>(counts)));
    made.forEach(one -> add(now, one));
    return now;
  }

  @Override
  public synchronized void close() {
    made.forEach(one -> one.running().close());
    made.forEach(one -> add(answers, one));
    made.clear();
  }

  private static void add(Map<String, Map<String, Long>> all, Made one) {
    var counts = all.computeIfAbsent(one.kind(), _ -> new TreeMap<>());
    one.running().answers().counts().forEach((answer, n) -> counts.merge(answer, n, Long::sum));
  }
}
