package io.promferry.loadtests.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns of text for a terminal, each as wide as its widest cell. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();

  TextTable(String... heads) {
    rows.add(List.of(heads));
  }

  /** As many cells as there are heads, or fewer, of which the last may be of any length. */
  TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  String text() {
    return rows.stream().map(row -> line(row) + '\n').collect(Collectors.joining());
  }

  private String line(List<String> row) {
    return IntStream.range(0, row.size())
        .mapToObj(column ->
            column == row.size() - 1
                ? row.get(column)
                : padded(visible(row.get(column)), width(column)))
        .collect(Collectors.joining(GAP))
        .stripTrailing();
  }

  private int width(int column) {
    return rows.stream()
        .filter(row -> column < row.size() - 1)
        .mapToInt(row -> visible(row.get(column)).length())
        .max()
        .orElse(0);
  }

  private static String padded(String cell, int width) {
    return cell + " ".repeat(width - cell.length());
  }

  /** A result's text must not steer the terminal. */
  private static String visible(String cell) {
    return cell.replaceAll("\\p{Cntrl}", "?");
  }
}
