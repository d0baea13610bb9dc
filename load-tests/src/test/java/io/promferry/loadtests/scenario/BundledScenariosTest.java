package io.promferry.loadtests.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.promferry.loadtests.peer.HouseFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BundledScenariosTest {
  private static final Duration IN_ALL = Duration.ofMinutes(5);

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z-]+)` \\|");

  @Test
  void areThoseOfTheReadme() throws IOException {
    var readme = Files.readString(HouseFiles.loadTests("README.md"));
    var table = readme.substring(readme.indexOf("| scenario |"), readme.indexOf("A run PASSED"));

    assertThat(Scenarios.all())
        .extracting(ScenarioFile::name)
        .containsExactlyInAnyOrderElementsOf(
            ROW.matcher(table).results().map(row -> row.group(1)).toList());
  }

  @ParameterizedTest
  @MethodSource("files")
  void sayWhatTheyAreAndWhatMustHold(ScenarioFile file) {
    assertThat(file.description()).isNotBlank();
    assertThat(file.full().criteria()).contains(new Criterion.DroppedBodies(0));
    assertThat(file.shortForm().criteria())
        .hasSameSizeAs(file.full().criteria())
        .contains(new Criterion.DroppedBodies(0));
  }

  @ParameterizedTest
  @MethodSource("files")
  void areShorterInTheirShortForm(ScenarioFile file) {
    assertThat(time(file.shortForm())).isLessThan(time(file.full()));
  }

  @Test
  void areShortEnoughForCiInTheirShortForms() {
    var all = files().map(ScenarioFile::shortForm).map(BundledScenariosTest::time);

    assertThat(all.reduce(Duration.ZERO, Duration::plus)).isLessThan(IN_ALL);
  }

  @Test
  void arePointedToWhereAFileIsMissing() {
    assertThatThrownBy(() -> Scenarios.read("stedy"))
        .isInstanceOf(ScenarioFileException.class)
        .hasMessageStartingWith("stedy: no such file, and none of steady, burst, ");
  }

  static Stream<ScenarioFile> files() {
    return Scenarios.all().stream();
  }

  private static Duration time(Scenario scenario) {
    return scenario.warmUp().plus(scenario.duration());
  }
}
