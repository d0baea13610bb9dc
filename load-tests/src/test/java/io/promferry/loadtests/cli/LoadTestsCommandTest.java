package io.promferry.loadtests.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.Progress;
import io.promferry.loadtests.report.RunJson;
import io.promferry.loadtests.report.ScenarioResult;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadTestsCommandTest {
  private final FakeHarness harness = new FakeHarness();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir Path results;

  @Test
  void endsWithZeroIfAllPassed() throws IOException {
    assertThat(execute("run", "good", "other")).isZero();
    assertThat(RunJson.read(json()).scenarios())
        .extracting(ScenarioResult::name)
        .containsExactly("good", "other");
  }

  @Test
  void endsWithOneIfOneFailed() {
    assertThat(execute("run", "bad", "invalid", "good")).isEqualTo(1);
    assertThat(out.toString()).contains("books do not balance: 3 lost");
  }

  @Test
  void endsWithThreeIfOneWasInvalid() {
    assertThat(execute("run", "good", "invalid")).isEqualTo(3);
    assertThat(out.toString()).contains("the driver was saturated").doesNotContain("988 s");
  }

  @Test
  void writesResultsAlsoOfWhatFailed() {
    assertThat(execute("run", "bad")).isEqualTo(1);
    assertThat(json()).exists();
    assertThat(results.resolve("report.html")).content().contains("✗ failed");
    assertThat(out.toString()).contains(json().toString(), "report.html");
  }

  @Test
  void goesOnAfterAScenarioThatItCannotRun() throws IOException {
    assertThat(execute("run", "broken", "good")).isEqualTo(3);
    assertThat(RunJson.read(json()).scenarios())
        .extracting(ScenarioResult::outcome)
        .containsExactly(Outcome.INVALID, Outcome.PASSED);
    assertThat(out.toString()).contains("no gateway jar");
  }

  @Test
  void namesAllMistakesBeforeAnythingRuns() {
    assertThat(execute("run", "good", "wrong.yml", "wrong2.yml")).isEqualTo(2);
    assertThat(err.toString())
        .contains("wrong.yml: no tenants", "wrong.yml: unknown key", "wrong2.yml: no tenants");
    assertThat(harness.runs).isEmpty();
  }

  @Test
  void needsNamesOrAll() {
    assertThat(execute("run")).isEqualTo(2);
    assertThat(execute("run", "--all", "good")).isEqualTo(2);
    assertThat(execute("run", "--all")).isEqualTo(1);
    assertThat(harness.runs).extracting(RunRequest::nameOrPath).containsExactly("good", "bad");
  }

  @Test
  void handsOnFormAndTime() {
    execute("run", "good", "--short", "--time", "1h30m");

    assertThat(harness.runs)
        .containsExactly(
            new RunRequest(
                "good",
                true,
                Optional.of(Duration.ofMinutes(90)),
                results.resolve("runs"),
                "load-tests/run.sh run good --short --time PT1H30M"));
  }

  @Test
  void refusesATimeThatIsNone() {
    assertThat(execute("run", "good", "--time", "soon")).isEqualTo(2);
    assertThat(err.toString()).contains("'soon' is not a time such as 90s");
    assertThat(execute("run", "good", "--time", "-5s")).isEqualTo(2);
  }

  @Test
  void refusesWhatItDoesNotKnow() {
    assertThat(execute("run", "good", "--fast")).isEqualTo(2);
    assertThat(execute("measure")).isEqualTo(2);
    assertThat(execute()).isEqualTo(2);
  }

  @Test
  void handsOnWhatToCompare() {
    assertThat(
            execute(
                "compare", "--quick", "--repetitions", "3", "--peers", "vmagent", "vmagent, zstd"))
        .isZero();
    assertThat(harness.comparisons)
        .containsExactly(
            new CompareRequest(
                true,
                OptionalInt.of(3),
                List.of("vmagent", "vmagent, zstd"),
                "load-tests/run.sh compare --quick --repetitions 3 --peers vmagent 'vmagent,"
                    + " zstd'"));
    assertThat(out.toString()).contains("promferry", "OF VMAGENT'S", "left out: no binary");
  }

  @Test
  void refusesRepetitionsOutOfRange() {
    assertThat(execute("compare", "--repetitions", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--repetitions must be 1 to 100, got 0");
  }

  @Test
  void putsResultsWhereItIsTold(@TempDir Path other) {
    execute("run", "good", "--out", other.resolve("deep/er").toString());

    assertThat(other.resolve("deep/er/result.json")).exists();
    assertThat(json()).doesNotExist();
  }

  @Test
  void writesOnePageForSeveralResults(@TempDir Path other) throws IOException {
    execute("run", "good", "--out", other.resolve("a").toString());
    execute("compare", "--out", other.resolve("b").toString());

    assertThat(execute("report", other + "/a/result.json", other + "/b/result.json")).isZero();
    assertThat(RunJson.read(json()).scenarios()).hasSize(1);
    assertThat(RunJson.read(json()).comparisons()).hasSize(1);
  }

  @Test
  void namesEveryFileThatIsNoResult(@TempDir Path other) throws IOException {
    var file = Files.writeString(other.resolve("x.json"), "{}");

    assertThat(execute("report", file.toString(), other + "/none.json")).isEqualTo(2);
    assertThat(err.toString()).contains("x.json has version null", "none.json does not exist");
    assertThat(json()).doesNotExist();
  }

  @Test
  void listsScenarios() {
    assertThat(execute("list")).isZero();
    assertThat(out.toString()).isEqualTo("SCENARIO  WHAT\ngood      passes\nbad       fails\n");
  }

  @Test
  void tellsHowItIsUsed() {
    assertThat(execute("--help")).isZero();
    assertThat(out.toString()).contains("run", "compare", "list", "report", "Exits 0");
    assertThat(execute("--version")).isZero();
  }

  private Path json() {
    return results.resolve("result.json");
  }

  private int execute(String... arguments) {
    var around =
        new Surroundings(
            results, Progress.SILENT, new PrintWriter(out, true), new PrintWriter(err, true));
    return LoadTestsCommand.with(harness, around).execute(arguments);
  }
}
