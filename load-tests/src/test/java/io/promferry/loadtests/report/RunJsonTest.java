package io.promferry.loadtests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunJsonTest {
  @Test
  void readsWhatItWrote(@TempDir Path directory) throws IOException {
    var file = directory.resolve("result.json");
    RunJson.write(SampleRuns.full(), file);

    assertThat(RunJson.read(file)).isEqualTo(SampleRuns.full());
  }

  @Test
  void keepsTextWhateverItIs() throws IOException {
    assertThat(RunJson.read(RunJson.write(SampleRuns.hostile()))).isEqualTo(SampleRuns.hostile());
  }

  @Test
  void writesNothingForAPageThatHtmlUnderstands() throws IOException {
    var json = RunJson.forPage(SampleRuns.hostile());

    assertThat(json).doesNotContain("<", ">", "&");
    assertThat(RunJson.read(json)).isEqualTo(SampleRuns.hostile());
  }

  @Test
  void writesAFigureThatThereIsNotAsNull() throws IOException {
    var result =
        new RunResult(
            SampleRuns.machine(), List.of(withFigures(Map.of("slope", Double.NaN))), List.of());

    assertThat(RunJson.write(result)).contains("\"slope\": null");
    assertThat(RunJson.read(RunJson.write(result))).isEqualTo(result);
  }

  @Test
  void writesKeysInTheSameOrder() {
    var backwards = new LinkedHashMap<String, Double>();
    backwards.put("b", 2.0);
    backwards.put("a", 1.0);

    assertThat(json(withFigures(backwards)))
        .isEqualTo(json(withFigures(Map.of("a", 1.0, "b", 2.0))))
        .containsSubsequence("\"version\"", "\"machine\"", "\"scenarios\"", "\"comparisons\"");
  }

  @Test
  void refusesAnotherVersion() {
    var json = RunJson.write(SampleRuns.full()).replace("\"version\": 1,", "\"version\": 2,");

    assertThatThrownBy(() -> RunJson.read(json))
        .isInstanceOf(UnreadableResultException.class)
        .hasMessage("has version 2, and this harness reads version 1");
  }

  @Test
  void namesWhatIsMissing() {
    var json = RunJson.write(SampleRuns.full()).replaceFirst("\"demanded\"", "\"wanted\"");

    assertThatThrownBy(() -> RunJson.read(json))
        .isInstanceOf(UnreadableResultException.class)
        .hasMessageContaining("CriterionResult has no demanded");
  }

  @Test
  void refusesWhatIsNoJsonObject() {
    for (var text :
        List.of("", "[]", "null", "{\"version\": ", "{\"version\": 1, \"machine\": 7}")) {
      assertThatThrownBy(() -> RunJson.read(text)).isInstanceOf(UnreadableResultException.class);
    }
  }

  @Test
  void refusesAHalfWrittenFile() {
    var json = RunJson.write(SampleRuns.full());

    assertThatThrownBy(() -> RunJson.read(json.substring(0, json.length() / 2)))
        .isInstanceOf(UnreadableResultException.class);
  }

  @Test
  void namesTheFile(@TempDir Path directory) throws IOException {
    var file = Files.writeString(directory.resolve("other.json"), "{}");

    assertThatThrownBy(() -> RunJson.read(file)).hasMessageStartingWith(file + " has version null");
    assertThatThrownBy(() -> RunJson.read(directory.resolve("none.json")))
        .isInstanceOf(UnreadableResultException.class)
        .hasMessageEndingWith("none.json does not exist");
  }

  @Test
  void mergesResultsOfOneMachine() throws IOException {
    var other = SampleRuns.machine();
    var later =
        new RunResult(
            new Machine(
                other.processor(),
                other.cores(),
                other.memoryGigabytes(),
                other.kernel(),
                other.java(),
                "1234"),
            List.of(SampleRuns.failed()),
            List.of());

    var merged = Merge.of(List.of(SampleRuns.full(), later));

    assertThat(merged.scenarios()).hasSize(SampleRuns.full().scenarios().size() + 1);
    assertThat(merged.machine().commit()).isEqualTo(other.commit() + ", 1234");
  }

  @Test
  void doesNotMergeResultsOfDifferentMachines() {
    var other = new RunResult(new Machine("another", 64, 512, "", "", ""), List.of(), List.of());

    assertThatThrownBy(() -> Merge.of(List.of(SampleRuns.full(), other)))
        .isInstanceOf(UnreadableResultException.class)
        .hasMessageContaining("another, 64 cores");
  }

  private static String json(ScenarioResult scenario) {
    return RunJson.write(new RunResult(SampleRuns.machine(), List.of(scenario), List.of()));
  }

  private static ScenarioResult withFigures(Map<String, Double> figures) {
    var like = SampleRuns.failed();
    return new ScenarioResult(
        like.name(),
        like.description(),
        like.started(),
        like.seconds(),
        like.command(),
        like.outcome(),
        like.why(),
        like.criteria(),
        like.latency(),
        figures,
        like.timeline(),
        null);
  }
}
