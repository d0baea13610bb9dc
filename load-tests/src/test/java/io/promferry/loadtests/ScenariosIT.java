package io.promferry.loadtests;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.Progress;
import io.promferry.loadtests.report.ScenarioResult;
import io.promferry.loadtests.scenario.RunOptions;
import io.promferry.loadtests.scenario.ScenarioFile;
import io.promferry.loadtests.scenario.Scenarios;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The short forms of all scenarios. What does not depend on time, the books above all, must hold on
 * any machine; where others used the cores the rest is not measured, and the test says so. Needs two
 * cores, and no peers.
 */
@Isolated
@Tag("no-peers")
class ScenariosIT {
  private static final Path LOGS = Path.of("target", "lab", "ScenariosIT").toAbsolutePath();

  @ParameterizedTest
  @MethodSource("names")
  void passes(String name) throws Exception {
    var result = Scenarios.run(name, RunOptions.in(LOGS).inShort(), Progress.SILENT);

    System.out.println(table(result));
    assertThat(result.outcome()).as(result.why()).isNotEqualTo(Outcome.FAILED);
    assumeThat(result.outcome())
        .as("NOT MEASURED, only books and the like have been checked: " + result.why())
        .isNotEqualTo(Outcome.INVALID);
  }

  static Stream<String> names() {
    return Scenarios.all().stream().map(ScenarioFile::name);
  }

  private static String table(ScenarioResult result) {
    return result.criteria().stream()
        .map(one ->
            "  %s %s: %s".formatted(one.isMet() ? "ok " : "NOT", one.demanded(), one.seen()))
        .collect(
            joining(
                "\n", "%s: %s %s%n".formatted(result.name(), result.outcome(), result.why()), ""));
  }
}
