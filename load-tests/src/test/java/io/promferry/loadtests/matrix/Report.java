package io.promferry.loadtests.matrix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The matrix as a table. */
final class Report {
  private static final Path FILE = Path.of("target", "matrix.md");
  private static final String HEAD =
      """
      | sender | store | in | out | samples | native histograms | exemplars | metadata | verdict |
      | --- | --- | --- | --- | --- | --- | --- | --- | --- |
      """;

  private final List<Row> rows = new ArrayList<>();

  void add(Row row) {
    rows.add(row);
  }

  /** Prints it, and writes it to {@code target/matrix.md}. */
  void publish() throws IOException {
    var table = new StringBuilder(HEAD);
    rows.forEach(row -> table.append(row.markdown()));
    System.out.println(table);
    Files.writeString(FILE, table);
  }
}
