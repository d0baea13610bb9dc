package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class InternedStringsTest {
  /** So many that the 32 bits of hash that are kept are the same for some of them. */
  private static final int MANY = 300_000;

  @Test
  void tellsStringsApartByTheirBytes() {
    var buf = ByteBuffer.allocate(2 * MANY * Integer.BYTES);
    for (int i = 0; i < 2 * MANY; i++) {
      buf.putInt(i % MANY);
    }
    var strings = new InternedStrings(buf.array());
    for (int i = 0; i < 2 * MANY; i++) {
      assertNumber(i % MANY, strings.intern(4 * i, 4 * i + 4));
    }
    assertThat(strings.size()).isEqualTo(MANY);
  }

  @Test
  void findsOnlyWhatIsThere() {
    var strings = new InternedStrings(new byte[] {1, 2, 1, 2, 1});
    strings.intern(0, 2);
    assertThat(strings.find(2, 4)).isZero();
    assertThat(strings.find(1, 3)).isEqualTo(InternedStrings.ABSENT);
    assertThat(strings.find(0, 1)).isEqualTo(InternedStrings.ABSENT);
    assertThat(strings.find(0, 0)).isEqualTo(InternedStrings.ABSENT);
  }

  /** Without the cost of an assertion object for each of many. */
  private static void assertNumber(int expected, int actual) {
    if (expected != actual) {
      assertThat(actual).isEqualTo(expected);
    }
  }
}
