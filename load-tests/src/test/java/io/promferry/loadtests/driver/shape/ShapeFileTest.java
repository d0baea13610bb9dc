package io.promferry.loadtests.driver.shape;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shape files say what is wrong with them, all at once. */
class ShapeFileTest {
  @ParameterizedTest
  @ValueSource(strings = {"kubernetes", "small"})
  void readsOurOwn(String name) {
    assertThat(ShapeFile.named(name).hasHistograms()).isTrue();
  }

  @Test
  void namesEveryMistakeWithItsPlace() {
    var problems =
        problems(
            """
            labels: {tenant: me}
            jobs:
              - name: one
                labels: {instance: fixed}
                families:
                  - {name: 7up, type: counter}
                  - {name: a_total, type: conter}
                  - {name: b, type: gauge, labels: {x: {pattern: same, count: 3}}}
                  - {name: c, type: histogram, labels: {le: [a]}}
                  - {name: d, type: gauge, labels: {y: "{nn}"}, colour: red}
                  - {name: e, type: native-histogram, labels: {z: [p, q]}}
                  - {name: f, type: histogram, buckets: ["2", "1"]}
                  - {name: f_sum, type: gauge, quantiles: ["0.5"]}
              - targets: 0
            """);

    assertThat(problems)
        .hasSize(16)
        .anySatisfy(p -> assertThat(p).startsWith("shape.yml:1: labels.tenant: "))
        .anySatisfy(p -> assertThat(p).startsWith("shape.yml:4: jobs[0].labels: no label has"))
        .anySatisfy(p -> assertThat(p).startsWith("shape.yml:6: jobs[0].families[0].name: '7up'"))
        .anySatisfy(p -> assertThat(p).startsWith("shape.yml:7: jobs[0].families[1].type: "))
        .anySatisfy(p -> assertThat(p).contains("families[2].labels.x: the pattern has no {n}"))
        .anySatisfy(p -> assertThat(p).contains("families[3].labels.le: 'le' is a label already"))
        .anySatisfy(p -> assertThat(p).contains("families[4].labels.y: '{nn}' is none of"))
        .anySatisfy(p -> assertThat(p).contains("families[4].colour: unknown key"))
        .anySatisfy(p -> assertThat(p).contains("families[5]: the first label of a native"))
        .anySatisfy(p -> assertThat(p).contains("families[6].buckets: must ascend"))
        .anySatisfy(p -> assertThat(p).contains("families[7].quantiles: not for a gauge"))
        .anySatisfy(p -> assertThat(p).contains("families[7]: 'f_sum' would have the series"))
        .anySatisfy(p -> assertThat(p).contains("jobs[1].targets: '0' is not 1 to 1000"))
        .anySatisfy(p -> assertThat(p).contains("jobs[1]: name is required"));
  }

  @Test
  void saysWhereItIsNotYaml() {
    assertThat(problems("jobs:\n  - {")).singleElement().asString().startsWith("shape.yml:2: not");
  }

  @Test
  void saysThatThereIsNoSuchShape() {
    var refused =
        catchThrowableOfType(ShapeException.class, () -> ShapeFile.named("no-such-shape"));

    assertThat(refused.problems()).singleElement().asString().startsWith("no-such-shape: ");
  }

  private static List<String> problems(String yaml) {
    return catchThrowableOfType(ShapeException.class, () -> ShapeFile.parse("shape.yml", yaml))
        .problems();
  }
}
