package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LabelLimitsTest {
  private static final Map<String, String> FORCED =
      Map.of("tenant_with_a_long_name", "and a value that is longer than anybody else's");
  private static final LabelLimits LIMITS = new LabelLimits(4, 15, 8);

  private final Output out = new Output();

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void refusesALongNameInOrderOrNot(WriteVersion version) {
    assertThat(refused(version, "n".repeat(15), "x")).isEmpty();
    assertThat(refused(version, "n".repeat(16), "x"))
        .containsOnly(Map.entry(RefusalReason.LABEL_NAME_TOO_LONG, 2));
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void refusesALongValueInOrderOrNot(WriteVersion version) {
    assertThat(refused(version, "n", "v".repeat(8))).isEmpty();
    assertThat(refused(version, "n", "v".repeat(9)))
        .containsOnly(Map.entry(RefusalReason.LABEL_VALUE_TOO_LONG, 2));
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void measuresInUtf8(WriteVersion version) {
    assertThat(refused(version, "n", "é".repeat(4))).isEmpty();
    assertThat(refused(version, "n", "é".repeat(5)))
        .containsOnly(Map.entry(RefusalReason.LABEL_VALUE_TOO_LONG, 2));
  }

  /** A long name may be the value of none, and a long value the name of none. */
  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void takesANameThatIsLongerThanAValueMayBe(WriteVersion version) {
    assertThat(refused(version, "n".repeat(9), "x")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void measuresAForgedLabelUnderTheNameThatItIsKeptAs(WriteVersion version) {
    var forced = Map.of("tenant", "acme");
    byte[] body = series(version, "tenant", "x");

    assertThat(refused(body, version, forced, new LabelLimits(4, 15, 8))).isEmpty();
    assertThat(refused(body, version, forced, new LabelLimits(4, 14, 8)))
        .containsOnlyKeys(RefusalReason.LABEL_NAME_TOO_LONG);
  }

  @ParameterizedTest
  @CsvSource({
    "a, x, 0, ",
    "nnnnnnnnnnnnnnn, vvvvvvvv, 0, ",
    "nnnnnnnnnnnnnnnn, x, 0, LABEL_NAME_TOO_LONG",
    "ééééééé, éééé, 0, ",
    "éééééééé, x, 0, LABEL_NAME_TOO_LONG",
    "a, vvvvvvvvv, 0, LABEL_VALUE_TOO_LONG",
    "a, ééééé, 0, LABEL_VALUE_TOO_LONG",
    "'', x, 0, EMPTY_LABEL_NAME",
    "a, x, 1, ",
    "a, x, 2, TOO_MANY_LABELS",
  })
  void judgesLabelsAsTheRulesHaveMadeThem(
      String name, String value, int more, RefusalReason fault) {
    var labels = new HashMap<>(FORCED);
    labels.put("__name__", "up");
    labels.put(name, value);
    for (int i = 0; i < more; i++) {
      labels.put("more" + i, "x");
    }

    assertThat(LIMITS.fault(labels, ForcedLabels.of(FORCED))).isEqualTo(fault);
    if (!name.isEmpty()) {
      assertThat(LIMITS.fault(ResolvedLabels.of(labels, ForcedLabels.of(FORCED)))).isEqualTo(fault);
    }
  }

  @Test
  void missesTheMetricNameThatRulesHaveTakenAway() {
    assertThat(LIMITS.fault(FORCED, ForcedLabels.of(FORCED)))
        .isEqualTo(RefusalReason.MISSING_METRIC_NAME);
  }

  @Test
  void areNoWiderThanWhatIsTakenFromAnybody() {
    assertThatThrownBy(() -> new LabelLimits(16_385, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LabelLimits(1, 1_025, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new LabelLimits(1, 1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  /** What is refused of two series with that label, of which the second is not in order. */
  private Map<RefusalReason, Integer> refused(WriteVersion version, String name, String value) {
    var one = SeriesExample.series("up", name, value).withSample(1);
    var other = SeriesExample.series("up", "z", "x", name, value).withSample(1);
    return refused(SeriesExample.encode(version, one, other), version, FORCED, LIMITS);
  }

  private static byte[] series(WriteVersion version, String name, String value) {
    return SeriesExample.encode(version, SeriesExample.series("up", name, value).withSample(1));
  }

  private Map<RefusalReason, Integer> refused(
      byte[] body, WriteVersion version, Map<String, String> forced, LabelLimits limits) {
    return Plans.splice(body, version, Plans.limited(forced, limits), Plans.ANY_TIME, out)
        .refused();
  }
}
