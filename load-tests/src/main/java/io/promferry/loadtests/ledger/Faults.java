package io.promferry.loadtests.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What has been found and should not have been. Thread-safe. */
final class Faults {
  static final int MOST_EXAMPLES = 10;

  private final List<String> examples = new ArrayList<>();
  private long unknown;
  private long misplaced;

  synchronized void unknown(Labels labels, long timestamp, String wrong) {
    unknown++;
    example(labels, timestamp, wrong);
  }

  synchronized void misplaced(Labels labels, long timestamp, String wrong) {
    misplaced++;
    example(labels, timestamp, wrong);
  }

  synchronized void unreadable(String wrong) {
    unknown++;
    add(wrong);
  }

  synchronized long unknown() {
    return unknown;
  }

  synchronized long misplaced() {
    return misplaced;
  }

  synchronized List<String> examples() {
    return List.copyOf(examples);
  }

  static String words(Labels labels, long timestamp, String wrong) {
    return "%s at %s: %s".formatted(labels.text(), Instant.ofEpochMilli(timestamp), wrong);
  }

  /** Text is made only while there is room for it. */
  private void example(Labels labels, long timestamp, String wrong) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(words(labels, timestamp, wrong));
    }
  }

  private void add(String words) {
    if (examples.size() < MOST_EXAMPLES) {
      examples.add(words);
    }
  }
}
