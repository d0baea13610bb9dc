package io.promferry.gateway.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;

class SnappyBlockTest {
  private static final int PIECE = 1 << 20;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 77})
  void encodesPieceByPieceWhatDecodesAtOnce(int length) throws IOException {
    byte[] source = halfRandom(length + 5);

    byte[] encoded = SnappyBlock.encode(source, length);

    assertThat(Snappy.uncompress(encoded)).isEqualTo(Arrays.copyOf(source, length));
  }

  @ParameterizedTest
  @ValueSource(ints = {PIECE, 3 * PIECE + 77})
  void needsNoMoreBytesThanAllAtOnce(int length) throws IOException {
    byte[] source = halfRandom(length);

    assertThat(SnappyBlock.encode(source, length))
        .hasSizeLessThanOrEqualTo(Snappy.compress(source).length + length / 1000);
  }

  private static byte[] halfRandom(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    Arrays.fill(bytes, length / 2, length, (byte) 7);
    return bytes;
  }
}
