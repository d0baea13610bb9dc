package io.promferry.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
  @ParameterizedTest
  @CsvSource({
    "PT-5S, 0 s",
    "PT0S, 0 s",
    "PT59.9S, 59 s",
    "PT1M, 1 min",
    "PT59M59S, 59 min",
    "PT1H, 1 h",
    "PT23H59M, 23 h",
    "P1D, 1 d",
    "P400D, 400 d"
  })
  void saysADurationInTheLargestUnitThatItFills(Duration duration, String words) {
    assertThat(Words.duration(duration)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0 samples/s",
        "0.04 | 0 samples/s",
        "0.4 | 0.4 samples/s",
        "1 | 1 sample/s",
        "1.04 | 1 sample/s",
        "9.94 | 9.9 samples/s",
        "9.96 | 10 samples/s",
        "999.4 | 999 samples/s",
        "1000 | 1,000 samples/s",
        "12300.4 | 12,300 samples/s",
        "1234567 | 1,234,567 samples/s",
      })
  void saysARate(double perSecond, String words) {
    assertThat(Words.rate(perSecond)).isEqualTo(words);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-02T09:12:59Z, 09:12 UTC",
    "2026-01-02T00:00:00Z, 00:00 UTC",
    "2026-01-01T23:59:00Z, 2026-01-01 23:59 UTC"
  })
  void saysATimeWithTheDateIfItIsNotToday(Instant time, String words) {
    assertThat(Words.time(time, Instant.parse("2026-01-02T10:00:00Z"))).isEqualTo(words);
  }

  @Test
  void quotesTheBeginningOfALongText() {
    assertThat(Words.quote("x".repeat(299) + "\uD83D\uDE00")).isEqualTo("x".repeat(299) + "...");
    assertThat(Words.quote("x".repeat(300))).isEqualTo("x".repeat(300));
  }
}
