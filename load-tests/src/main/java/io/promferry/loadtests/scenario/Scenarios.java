package io.promferry.loadtests.scenario;

import io.promferry.loadtests.report.Progress;
import io.promferry.loadtests.report.ScenarioResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The scenarios that come with the harness, and any others. */
public final class Scenarios {
  private static final List<String> NAMES =
      List.of(
          "steady",
          "burst",
          "many-tenants",
          "noisy-neighbour",
          "garbage-and-forgery",
          "central-outage",
          "slow-central",
          "gateway-kill",
          "rolling-restart",
          "reload-under-load",
          "cardinality-explosion",
          "into-prometheus",
          "into-victoria-metrics",
          "soak",
          "footprint");

  private Scenarios() {}

  /** Those that come with the harness, in the order in which they are run. */
  public static List<ScenarioFile> all() {
    return NAMES.stream().map(Scenarios::own).toList();
  }

  /**
   * One of them, or one in a file of its own.
   *
   * @throws ScenarioFileException with all that is wrong with it
   */
  public static ScenarioFile read(String nameOrPath) throws ScenarioFileException {
    if (NAMES.contains(nameOrPath)) {
      return own(nameOrPath);
    }
    var path = Path.of(nameOrPath);
    var name = String.valueOf(path.getFileName()).replaceAll("\\.ya?ml$", "");
    try {
      return ScenarioReader.read(name, nameOrPath, Files.readString(path));
    } catch (NoSuchFileException _) {
      throw new ScenarioFileException(
          List.of(
              "%s: no such file, and none of %s".formatted(nameOrPath, String.join(", ", NAMES))));
    } catch (IOException e) {
      throw new ScenarioFileException(List.of(nameOrPath + ": cannot be read: " + e.getMessage()));
    }
  }

  /**
   * Runs a scenario once. Nothing that it has started is left when it returns or throws.
   *
   * @throws ScenarioFileException before anything is started
   * @throws IllegalArgumentException before anything is started, if the options do not fit
   */
  public static ScenarioResult run(String nameOrPath, RunOptions options, Progress progress)
      throws ScenarioFileException, IOException {
    var file = read(nameOrPath);
    var form = options.shortForm() ? file.shortForm() : file.full();
    var scenario = options.time().map(form::lasting).orElse(form);
    return new ScenarioRun(file.name(), command(nameOrPath, options), scenario, options, progress)
        .run();
  }

  private static String command(String nameOrPath, RunOptions options) {
    return "load-tests/run.sh run "
        + nameOrPath
        + (options.shortForm() ? " --short" : "")
        + options.time().map(time -> " --time " + time.toSeconds() + 's').orElse("");
  }

  private static ScenarioFile own(String name) {
    var resource = "/scenarios/" + name + ".yml";
    try (var stream = Scenarios.class.getResourceAsStream(resource)) {
      if (stream == null) {
        throw new IllegalStateException("no resource " + resource);
      }
      var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return ScenarioReader.read(name, name + ".yml", text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ScenarioFileException e) {
      throw new IllegalStateException(e);
    }
  }
}
