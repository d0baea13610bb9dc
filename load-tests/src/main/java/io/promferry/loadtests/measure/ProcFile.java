package io.promferry.loadtests.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code /proc} with a field in each line (proc(5)). */
final class ProcFile {
  private ProcFile() {}

  /** The text behind the field's name and colon. */
  static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith(name + ':'))
        .map(line -> line.substring(name.length() + 1).strip())
        .findFirst()
        .orElseThrow(() -> new IOException("no " + name + " in " + file));
  }
}
