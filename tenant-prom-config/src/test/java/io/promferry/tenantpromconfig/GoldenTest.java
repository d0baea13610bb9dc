package io.promferry.tenantpromconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is rendered, byte for byte, as it was reviewed. */
class GoldenTest {
  private static final String REGENERATE = "promferry.regenerate";

  static List<GoldenCase> cases() {
    return GoldenCase.all();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rendersWhatWasReviewed(GoldenCase golden) throws IOException {
    var answer = golden.render();
    if (Boolean.getBoolean(REGENERATE)) {
      golden.replace("rendered.yaml", answer.output());
      golden.replace("problems.txt", answer.problems());
    }
    assertThat(answer.output())
        .as(
            "regenerate with mvn -pl tenant-prom-config test -Dtest=GoldenTest -D%s=true, and"
                + " review",
            REGENERATE)
        .isEqualTo(golden.expected("rendered.yaml"));
    assertThat(answer.problems()).isEqualTo(golden.expected("problems.txt"));
    assertThat(answer.exitCode()).isEqualTo(answer.problems().isEmpty() ? 0 : 1);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void rendersTheSameBytesAgain(GoldenCase golden) throws IOException {
    assertThat(golden.render()).isEqualTo(golden.render());
  }
}
