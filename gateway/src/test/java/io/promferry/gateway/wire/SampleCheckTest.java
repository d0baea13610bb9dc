package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.ProtoBytes.concat;
import static io.promferry.gateway.wire.ProtoBytes.longVarint;
import static io.promferry.gateway.wire.ProtoBytes.varint;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v1.Sample;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleCheckTest {
  /** The largest number that takes eight bytes. */
  private static final long EIGHT_BYTES = (1L << 56) - 1;

  @Test
  void readsTypicalTimestampsOfEverySize() {
    var random = new SplittableRandom(3);
    for (int i = 0; i < 10_000; i++) {
      long timestamp = random.nextLong() >>> random.nextInt(8, 64);
      double value = random.nextInt(3) == 0 ? 0 : random.nextDouble();

      assertThat(typical(sample(value, timestamp).toByteString()))
          .isEqualTo(timestamp == 0 ? SampleCheck.NOT_TYPICAL : timestamp);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE, EIGHT_BYTES + 1})
  void leavesLongTimestampsToTheReader(long timestamp) {
    var sample = sample(1, timestamp).toByteString();

    assertThat(typical(sample)).isEqualTo(SampleCheck.NOT_TYPICAL);
    assertThat(read(sample)).isEqualTo(timestamp);
  }

  @Test
  void leavesEveryOtherFormToTheReader() {
    var value = Sample.newBuilder().setValue(2).build().toByteString();
    var seven = concat(varint(2 << 3), varint(7));

    assertThat(typical(concat(seven, value))).isEqualTo(SampleCheck.NOT_TYPICAL);
    assertThat(read(concat(seven, value))).isEqualTo(7);
    assertThat(typical(concat(value, varint(2 << 3), longVarint(7))))
        .isEqualTo(SampleCheck.NOT_TYPICAL);
    assertThat(read(concat(value, varint(2 << 3), longVarint(7)))).isEqualTo(7);
    assertThat(typical(ByteString.EMPTY)).isEqualTo(SampleCheck.NOT_TYPICAL);
    assertThat(read(ByteString.EMPTY)).isZero();
  }

  /** Whatever bytes it takes for typical, protobuf reads the same timestamp from. */
  @Test
  void agreesWithProtobufOnFlippedBytes() throws InvalidProtocolBufferException {
    var random = new SplittableRandom(4);
    int typical = 0;
    for (int i = 0; i < 100_000; i++) {
      byte[] sample = sample(random.nextInt(2), random.nextLong() >>> 20).toByteArray();
      sample[random.nextInt(sample.length)] ^= (byte) (1 << random.nextInt(8));
      long timestamp = typical(ByteString.copyFrom(sample));
      if (timestamp != SampleCheck.NOT_TYPICAL) {
        typical++;
        assertThat(timestamp).isEqualTo(Sample.parseFrom(sample).getTimestamp());
      }
    }
    assertThat(typical).isGreaterThan(10_000);
  }

  private static Sample sample(double value, long timestamp) {
    return Sample.newBuilder().setValue(value).setTimestamp(timestamp).build();
  }

  /** As it stands in a request: with other bytes before and behind. */
  private static long typical(ByteString sample) {
    byte[] bytes =
        concat(ByteString.copyFrom(new byte[8]), sample, ByteString.copyFrom(new byte[] {-1}))
            .toByteArray();
    return SampleCheck.typicalTimestamp(bytes, 8, 8 + sample.size());
  }

  private static long read(ByteString sample) {
    var check = new SampleCheck();
    check.read(new Cursor(sample.toByteArray(), 0, sample.size()));
    return check.timestamp();
  }
}
