package io.promferry.gateway.codec;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.xerial.snappy.Snappy;

class BodyEncodingTest {
  private static final byte[] TEXT = "metrics ".repeat(100).getBytes(US_ASCII);

  @ParameterizedTest
  @EnumSource
  void declaresAndDecodesWhatWasEncoded(BodyEncoding encoding) throws Exception {
    byte[] body = encode(encoding);
    byte[] target = new byte[TEXT.length];

    assertThat(encoding.declaredLength(body, body.length)).hasValue(TEXT.length);
    assertThat(encoding.decode(body, body.length, target, target.length)).isEqualTo(TEXT.length);
    assertThat(target).isEqualTo(TEXT);
  }

  @ParameterizedTest
  @EnumSource
  void refusesEveryTruncation(BodyEncoding encoding) throws Exception {
    byte[] body = encode(encoding);
    for (int length = 0; length < body.length; length++) {
      byte[] truncated = Arrays.copyOf(body, length);
      assertThatThrownBy(() ->
              encoding.decode(truncated, truncated.length, new byte[TEXT.length], TEXT.length))
          .as("%s bytes", length)
          .isInstanceOf(CorruptBodyException.class);
    }
  }

  @Test
  void refusesZstdThatDecodesToMoreThanItMay() throws IOException {
    byte[] body = zstdWithoutLength();

    assertThatThrownBy(() ->
            BodyEncoding.ZSTD.decode(body, body.length, new byte[TEXT.length], TEXT.length - 1))
        .isInstanceOf(CorruptBodyException.class)
        .hasMessage("zstd decodes to more than 799 bytes");
  }

  @Test
  void takesZstdThatDeclaresNoLength() throws Exception {
    byte[] body = zstdWithoutLength();

    assertThat(BodyEncoding.ZSTD.declaredLength(body, body.length)).isEmpty();
    assertThat(BodyEncoding.ZSTD.decode(body, body.length, new byte[1000], 1000))
        .isEqualTo(TEXT.length);
  }

  @Test
  void refusesWhatIsNotZstd() {
    byte[] body = "no zstd at all".getBytes(US_ASCII);

    assertThatThrownBy(() -> BodyEncoding.ZSTD.declaredLength(body, body.length))
        .isInstanceOf(CorruptBodyException.class)
        .hasMessage("corrupt zstd: no frame header");
  }

  private static byte[] encode(BodyEncoding encoding) throws IOException {
    return switch (encoding) {
      case SNAPPY -> Snappy.compress(TEXT);
      case ZSTD -> Zstd.compress(TEXT);
    };
  }

  /** A stream does not know its length when it begins. */
  private static byte[] zstdWithoutLength() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var out = new ZstdOutputStream(bytes)) {
      out.write(TEXT);
    }
    return bytes.toByteArray();
  }
}
