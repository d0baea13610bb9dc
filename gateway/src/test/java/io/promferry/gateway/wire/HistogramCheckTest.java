package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v2.Histogram;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistogramCheckTest {
  private final SplittableRandom random = new SplittableRandom(42);
  private final RandomHistograms histograms = new RandomHistograms(random);
  private final UnusualForm form = new UnusualForm(random);
  private final HistogramCheck check = new HistogramCheck();

  @Test
  void decidesAsTheOracleDoes() throws InvalidProtocolBufferException {
    int consistent = 0;
    for (int i = 0; i < 60_000; i++) {
      var histogram = histograms.next().setStartTimestamp(random.nextInt(3) * 1000L).build();
      boolean expected = HistogramOracle.isConsistent(histogram);
      var rw1 = io.promferry.proto.v1.Histogram.parseFrom(rw1(histogram));

      assertThat(check.read(cursor(form.of(rw1)))).as("%s", rw1).isEqualTo(expected);
      assertThat(check.readStarted(cursor(form.of(histogram))))
          .as("%s", histogram)
          .isEqualTo(expected);
      assertThat(check.startTimestamp()).isEqualTo(histogram.getStartTimestamp());
      consistent += expected ? 1 : 0;
    }
    assertThat(consistent).isBetween(40_000, 55_000);
  }

  @Test
  void takesEveryHistogramThatAddsUp() {
    for (int i = 0; i < 10_000; i++) {
      var histogram = histograms.consistent().build();
      assertThat(check.readStarted(cursor(form.of(histogram)))).as("%s", histogram).isTrue();
    }
  }

  @Test
  void readsWhatIsCutOffOrFlippedAsProtobufDoesOrRefusesIt() {
    for (int i = 0; i < 1_000; i++) {
      byte[] good = form.of(histograms.next().build());
      for (int position = 0; position < good.length; position++) {
        agreesWithProtobuf(Arrays.copyOf(good, position));
        byte[] flipped = good.clone();
        flipped[position] ^= (byte) (1 << random.nextInt(8));
        agreesWithProtobuf(flipped);
      }
    }
  }

  private void agreesWithProtobuf(byte[] bytes) {
    boolean isConsistent;
    try {
      isConsistent = check.readStarted(cursor(bytes));
    } catch (MalformedWriteRequestException refused) {
      assertThat(refused.offset()).isBetween(0, bytes.length);
      return;
    }
    try {
      var histogram = Histogram.parseFrom(bytes);
      assertThat(isConsistent)
          .as("%s", histogram)
          .isEqualTo(HistogramOracle.isConsistent(histogram));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("read what protobuf cannot", e);
    }
  }

  private static ByteString rw1(Histogram histogram) {
    return histogram.toBuilder().clearStartTimestamp().build().toByteString();
  }

  private static Cursor cursor(byte[] bytes) {
    return new Cursor(bytes, 0, bytes.length);
  }
}
