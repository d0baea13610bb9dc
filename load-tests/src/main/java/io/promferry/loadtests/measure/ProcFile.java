package io.promferry.loadtests.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of {@code /proc} with a field in each line (proc(5)). */
final class ProcFile {
  private ProcFile() {}

  /** The text behind the field's name, white space and colon. */
  static String field(Path file, String name) throws IOException {
    return Files.readAllLines(file).stream()
        .filter(line -> isField(line, name))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElseThrow(() -> new IOException("no " + name + " in " + file));
  }

  /** A field that ends in {@code kB}. */
  static long kilobytes(Path file, String name) throws IOException {
    return Long.parseLong(field(file, name).split(" ", -1)[0]);
  }

  private static boolean isField(String line, String name) {
    return line.startsWith(name) && line.substring(name.length()).stripLeading().startsWith(":");
  }
}
