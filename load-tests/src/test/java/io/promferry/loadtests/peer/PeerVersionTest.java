package io.promferry.loadtests.peer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerVersionTest {
  @ParameterizedTest
  @CsvSource({
    "nginx version: nginx/1.22.1, 1.22.1",
    "'prometheus, version 3.5.3+ds1 (branch: debian/sid)', 3.5.3+ds1",
    "victoria-metrics (1.145.0+ds1-1) unstable; urgency=medium, 1.145.0+ds1",
  })
  void findsTheNumber(String said, String number) {
    assertThat(PeerVersion.numberIn(said)).isEqualTo(number);
  }

  @Test
  void findsNoneWhereThereIsNone() {
    assertThat(PeerVersion.numberIn("\n")).isEmpty();
  }
}
