package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeriesNotationTest {
  @Test
  void readsWhatPrometheusWrites() {
    assertThat(SeriesNotation.parse(" up{ job = \"node\" , instance=\"a:9100\", } "))
        .containsExactly(
            entry("__name__", "up"), entry("job", "node"), entry("instance", "a:9100"));
    assertThat(SeriesNotation.parse("node:cpu:rate5m"))
        .containsExactly(entry("__name__", "node:cpu:rate5m"));
    assertThat(SeriesNotation.parse("{__name__=\"up\"}")).containsExactly(entry("__name__", "up"));
  }

  @Test
  void readsNamesInQuotes() {
    assertThat(SeriesNotation.parse("{\"my metric\", \"a.b\"=\"c\"}"))
        .containsExactly(entry("__name__", "my metric"), entry("a.b", "c"));
  }

  @Test
  void readsEscapes() {
    assertThat(SeriesNotation.parse("{a=\"\\\\ \\\" \\n }\"}"))
        .containsExactly(entry("a", "\\ \" \n }"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|character 1: a series is expected",
        "{}|character 3: a series is expected",
        "up{job}|character 7: = is expected",
        "up{job=node}|character 8: a value in double quotes",
        "up{job=\"node|character 13: the closing quote is missing",
        "up{job=\"node\"|character 14: a comma or } is expected",
        "up{job=\"a\" b=\"c\"}|character 12: a comma or } is expected",
        "up{=\"a\"}|character 4: a label's name is expected",
        "up{a=\"\\x\"}|character 8: only",
        "up{a=\"1\", a=\"2\"}|character 16: there is a label a already",
        "up 5|character 4: nothing may follow"
      })
  void saysWhatIsWrongAndWhere(String text, String problem) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SeriesNotation.parse(text))
        .withMessageStartingWith(problem);
  }
}
