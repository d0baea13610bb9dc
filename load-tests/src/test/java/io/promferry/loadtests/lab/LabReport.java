package io.promferry.loadtests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** What the lab has shown, as a table. */
final class LabReport {
  private static final Path FILE = Path.of("target", "vpc-lab.md");

  private final Map<Integer, String> rows = new TreeMap<>();

  /** What is shown, and what was seen that shows it. */
  synchronized void add(String shown, String seen) {
    rows.put(rows.size(), "| %s | %s |%n".formatted(shown, seen));
  }

  /** Prints it, and writes it to {@code target/vpc-lab.md}. */
  synchronized void publish() {
    var table = "| shown on real OVN | seen |\n| --- | --- |\n" + String.join("", rows.values());
    System.out.println(table);
    try {
      Files.writeString(FILE, table);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
