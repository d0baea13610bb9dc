package io.promferry.loadtests.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine that this process runs on, from {@code /proc}, and the commit of its checkout. */
public final class ThisMachine {
  private static final double KILOBYTES_PER_GIGABYTE = 1 << 20;

  private ThisMachine() {}

  /**
   * What can be found out about it.
   *
   * @param checkout a directory of the repository
   */
  public static Machine in(Path checkout) {
    return new Machine(
        field("/proc/cpuinfo", "model name", "unknown processor"),
        Runtime.getRuntime().availableProcessors(),
        Double.parseDouble(field("/proc/meminfo", "MemTotal", "0 kB").split(" ", 2)[0])
            / KILOBYTES_PER_GIGABYTE,
        System.getProperty("os.name") + ' ' + System.getProperty("os.version"),
        System.getProperty("java.vendor.version", "") + ' ' + Runtime.version(),
        commit(checkout));
  }

  private static String field(String file, String name, String otherwise) {
    try (var lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(name))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(otherwise);
    } catch (IOException _) {
      return otherwise;
    }
  }

  private static String commit(Path checkout) {
    var commit = git(checkout, "rev-parse", "--short=12", "HEAD");
    if (commit.isEmpty()) {
      return "unknown";
    }
    return git(checkout, "status", "--porcelain", "-uno").isEmpty()
        ? commit
        : commit + " with changes";
  }

  private static String git(Path checkout, String... arguments) {
    var command = new ArrayList<>(List.of("git", "-C", checkout.toString()));
    command.addAll(List.of(arguments));
    try {
      var process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      var answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? answer.strip() : "";
    } catch (IOException _) {
      return "";
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return "";
    }
  }
}
