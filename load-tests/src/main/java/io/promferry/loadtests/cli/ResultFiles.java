package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.RunJson;
import io.promferry.loadtests.report.RunResult;
import io.promferry.loadtests.report.page.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A result as the two files that stay of it. */
final class ResultFiles {
  private final Path directory;

  ResultFiles(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  Path json() {
    return directory.resolve("result.json");
  }

  Path page() {
    return directory.resolve("report.html");
  }

  /** Where what is started keeps its files and logs. */
  Path runs() {
    return directory.resolve("runs");
  }

  /** Replaces what was written before. */
  void write(RunResult result) throws IOException {
    Files.createDirectories(directory);
    RunJson.write(result, json());
    Files.writeString(page(), new Page(result).html());
  }
}
