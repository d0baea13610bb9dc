package io.promferry.loadtests.report;

import java.util.List;

/**
 * What a ledger says, in samples.
 *
 * @param sent at least once
 * @param acknowledged with a 2xx
 * @param found in the store, each once, however often it came
 * @param duplicates that came again, identical
 * @param lost acknowledged and not found
 * @param unknown found but never sent
 * @param misplaced found under a wrong tenant or vpc, or without one
 * @param examples of what is wrong, at most ten
 */
public record Books(
    long sent,
    long acknowledged,
    long found,
    long duplicates,
    long lost,
    long unknown,
    long misplaced,
    List<String> examples) {
  public Books {
    examples = List.copyOf(examples);
  }

  /** Of a store that shows a sample once, however often it came. */
  public Books withoutDuplicates() {
    return new Books(sent, acknowledged, found, 0, lost, unknown, misplaced, examples);
  }

  public boolean balance() {
    return lost == 0 && unknown == 0 && misplaced == 0;
  }
}
