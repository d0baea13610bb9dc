package io.promferry.loadtests.noise;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** How often something was answered how. Thread-safe. */
public final class Answers {
  private final Map<String, LongAdder> counts = new ConcurrentSkipListMap<>();

  void status(int status) {
    count(Integer.toString(status));
  }

  /** There was no answer. */
  void failed(IOException cause) {
    count(cause.getClass().getSimpleName());
  }

  void count(String what) {
    counts.computeIfAbsent(what, _ -> new LongAdder()).increment();
  }

  /** What became of them to how often: a status, or the name of what failed. */
  public Map<String, Long> counts() {
    var now = new TreeMap<String, Long>();
    counts.forEach((what, count) -> now.put(what, count.sum()));
    return now;
  }
}
