package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.upstream.StoreAnswer.Meaning;
import io.promferry.gateway.wire.PartCounts;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StoreAnswerTest {
  @ParameterizedTest
  @CsvSource({
    "200, '', TAKEN",
    "204, '', TAKEN",
    "400, bad, DATA_REFUSED",
    "409, conflict, DATA_REFUSED",
    "413, '', TOO_LARGE",
    "415, '', MEDIA_REFUSED",
    "500, too old sample, DATA_REFUSED",
    "500, too old for me, UNAVAILABLE",
    "503, too old sample, UNAVAILABLE",
    "302, '', UNAVAILABLE",
    "401, '', UNAVAILABLE",
    "404, '', UNAVAILABLE",
    "408, '', UNAVAILABLE",
    "422, '', UNAVAILABLE",
    "429, '', UNAVAILABLE",
  })
  void meansWhatTheDesignSays(int status, String text, Meaning meaning) {
    assertThat(answer(status, Map.of(), text).meaning()).isEqualTo(meaning);
  }

  @Test
  void isNoStoresWhenItIsAWebPage() {
    var page = answer(200, Map.of("Content-Type", "Text/HTML; charset=utf-8"), "<html>");

    assertThat(page.meaning()).isEqualTo(Meaning.UNAVAILABLE);
    assertThat(page.unavailable("central").text()).contains("HTML page");
  }

  @Test
  void readsTheCountsIfThereIsOne() {
    var partial = Map.of("X-Prometheus-Remote-Write-Samples-Written", "12");

    assertThat(answer(204, partial, "").written()).contains(new PartCounts(12, 0, 0));
    assertThat(answer(204, Map.of(), "").written()).isEmpty();
    assertThat(answer(204, Map.of("X-Prometheus-Remote-Write-Samples-Written", "-1"), "").written())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "out of order sample",
        "duplicate sample for timestamp",
        "duplicate sample for timestamp 1795503149621; overrides not allowed: existing 1, new value"
            + " 2",
        "out of bounds",
        "out of bounds: timestamp is too far in the future",
        "too old sample"
      })
  void knowsThatPrometheusHasRolledBackByItsWords(String text) {
    assertThat(answer(400, Map.of(), text).saysRolledBack()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "add 3 samples: out of order sample", // Thanos
        "failed pushing to ingester: user=a: the sample has been rejected (err-mimir-sample-"
            + "out-of-order)",
        "snappy: corrupt input",
        ""
      })
  void takesNobodyElsesWordsForThat(String text) {
    assertThat(answer(400, Map.of(), text).saysRolledBack()).isFalse();
  }

  @Test
  void tellsTooOldFromTooNew() {
    assertThat(answer(400, Map.of(), "out of bounds").saysTooOld()).isTrue();
    assertThat(answer(500, Map.of(), "too old sample").saysTooOld()).isTrue();
    assertThat(
            answer(400, Map.of(), "out of bounds: timestamp is too far in the future").saysTooOld())
        .isFalse();
    assertThat(answer(400, Map.of(), "out of order sample").saysTooOld()).isFalse();
  }

  private static StoreAnswer answer(int status, Map<String, String> headers, String text) {
    return StoreAnswer.read(status, headers::get, text);
  }
}
