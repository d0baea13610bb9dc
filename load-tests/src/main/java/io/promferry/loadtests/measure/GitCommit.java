package io.promferry.loadtests.measure;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is checked out: twelve digits, with {@code -dirty} where a file is not as it was committed,
 * or {@code unknown} where there is no git.
 */
record GitCommit(Path checkout) {
  private static final int DIGITS = 12;

  @Override
  public String toString() {
    try {
      var commit = git("rev-parse", "--short=" + DIGITS, "HEAD");
      return git("status", "--porcelain").isEmpty() ? commit : commit + "-dirty";
    } catch (IOException _) {
      return "unknown";
    }
  }

  private String git(String... arguments) throws IOException {
    var command =
        Stream.concat(Stream.of("git", "-C", checkout.toString()), Stream.of(arguments)).toList();
    return output(command);
  }

  private static String output(List<String> command) throws IOException {
    var process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    var answer =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      if (process.waitFor() != 0) {
        throw new IOException(command + " ended with " + process.exitValue());
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while git was at work", interrupted);
    }
    return answer;
  }
}
