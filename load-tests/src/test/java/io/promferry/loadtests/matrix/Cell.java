package io.promferry.loadtests.matrix;

import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * One kind of things of one pair: what is said about it in the table, and in which ways it is not
 * as expected.
 */
record Cell(String text, List<String> differences) {
  private static final int SHOWN = 5;

  Cell {
    differences = List.copyOf(differences);
  }

  /** Things that are all there, or else how many of them are not. */
  static Cell counted(int expected, List<String> differences) {
    return new Cell(
        differences.isEmpty()
            ? "all " + expected
            : differences.size() + " differences among " + expected,
        differences);
  }

  Cell with(String remark) {
    return new Cell(text + remark, differences);
  }

  boolean holds() {
    return differences.isEmpty();
  }

  String explained() {
    return differences.stream().limit(SHOWN).collect(joining("\n    ", text + ":\n    ", ""));
  }
}
