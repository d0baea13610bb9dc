package io.promferry.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.promferry.gateway.limits.SizeLimits;
import io.promferry.gateway.limits.TenantLimits;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LimitsConfigTest {
  private static final String ALL =
      """
      requests-in-flight: 4
      samples-per-second: 20000
      burst-samples: 100000
      body-bytes: 1MiB
      decoded-bytes: 4MiB
      active-series: 200000
      labels-per-series: 30
      label-name-bytes: 128
      label-value-bytes: 4KiB
      samples-ahead: 1h
      """;

  @Test
  void readsEveryKey() throws ConfigException {
    assertThat(read(ALL, TenantLimits.DEFAULT))
        .isEqualTo(
            new TenantLimits(
                new SizeLimits(1 << 20, 4 << 20, 30, 128, 4 << 10),
                OptionalInt.of(4),
                OptionalLong.of(20_000),
                OptionalLong.of(100_000),
                OptionalLong.of(200_000),
                Duration.ofHours(1)));
  }

  @Test
  void limitsOnlySizesAndTheFutureUnlessTold() throws ConfigException {
    assertThat(read("{}", TenantLimits.DEFAULT))
        .isEqualTo(
            new TenantLimits(
                new SizeLimits(32 << 20, 32 << 20, 16_384, 1_024, 256 << 20),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                Duration.ofMinutes(10)));
  }

  @Test
  void takesWhatIsAbsentFromTheDefaults() throws ConfigException {
    var defaults = read(ALL, TenantLimits.DEFAULT);

    assertThat(read("{}", defaults)).isEqualTo(defaults);
    assertThat(read("samples-per-second: 5", defaults).burstSamples()).hasValue(100_000);
    assertThat(read("active-series: 5", defaults).samplesPerSecond()).hasValue(20_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "requests-in-flight: 0        | must be between 1 and 1000000, got '0'",
        "requests-in-flight: many     | must be between 1 and 1000000, got 'many'",
        "samples-per-second: 0        | must be between 1 and 1000000000, got '0'",
        "samples-per-second: 1.5      | must be between 1 and 1000000000, got '1.5'",
        "burst-samples: 10000000001   | must be between 1 and 10000000000, got '10000000001'",
        "active-series: -1            | must be between 1 and 1000000000, got '-1'",
        "labels-per-series: 9         | must be between 10 and 16384, got '9'",
        "label-name-bytes: 1025       | must be between 16 and 1024, got 1025",
        "label-value-bytes: 15        | must be between 16 and 256MiB, got 15",
        "label-value-bytes: 257MiB    | must be between 16 and 256MiB, got 257MiB",
        "body-bytes: 1023             | must be between 1KiB and 256MiB, got 1023",
        "decoded-bytes: 1GiB          | must be between 1KiB and 256MiB, got 1GiB",
        "samples-ahead: soon          | must be a duration such as 500ms, 10s or 5m, got 'soon'",
      })
  void namesTheKeyTheRangeAndWhatWasGiven(String yaml, String reason) {
    assertThat(problems(yaml, "samples-per-second: 1"))
        .isEqualTo("t.yml:1: " + yaml.substring(0, yaml.indexOf(':')) + ": " + reason);
  }

  @Test
  void refusesABurstOfNoRate() {
    assertThat(problems("burst-samples: 100", "{}"))
        .isEqualTo("t.yml:1: burst-samples: needs samples-per-second, here or in gateway.yml");
  }

  @Test
  void takesABurstOfADefaultRate() throws ConfigException {
    var defaults = read("samples-per-second: 7", TenantLimits.DEFAULT);

    assertThat(read("burst-samples: 100", defaults).burstSamples()).hasValue(100);
  }

  @Test
  void readsHowSeriesAreRemembered() throws ConfigException {
    var read = Document.parse("t.yml", "{window: 30m, memory: 128MiB}", ActiveSeriesConfig::read);

    assertThat(read).isEqualTo(new ActiveSeriesConfig(Duration.ofMinutes(30), 128 << 20));
    assertThat(Document.parse("t.yml", "{}", ActiveSeriesConfig::read))
        .isEqualTo(ActiveSeriesConfig.defaults());
    assertThat(ActiveSeriesConfig.defaults().window()).isEqualTo(Duration.ofMinutes(20));
    assertThat(ActiveSeriesConfig.defaults().memory()).isGreaterThanOrEqualTo(32 << 20);
  }

  @Test
  void refusesAWindowOrMemoryThatIsTooSmall() {
    var thrown =
        catchThrowableOfType(
            ConfigException.class,
            () -> Document.parse("t.yml", "{window: 59s, memory: 1}", ActiveSeriesConfig::read));

    assertThat(thrown.problems())
        .containsExactly(
            "t.yml:1: window: must be between 1m and 1d, got 59s",
            "t.yml:1: memory: must be at least 1MiB, got 1");
  }

  private static String problems(String yaml, String defaults) {
    return String.join(
        "\n",
        catchThrowableOfType(
                ConfigException.class, () -> read(yaml, read(defaults, TenantLimits.DEFAULT)))
            .problems());
  }

  private static TenantLimits read(String yaml, TenantLimits defaults) throws ConfigException {
    return Document.parse("t.yml", yaml, section -> LimitsConfig.read(section, defaults));
  }
}
