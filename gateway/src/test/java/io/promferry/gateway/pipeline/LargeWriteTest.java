package io.promferry.gateway.pipeline;

import static io.promferry.gateway.wire.WriteVersion.RW1;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.sun.management.ThreadMXBean;
import io.promferry.gateway.codec.BodyEncoding;
import io.promferry.gateway.wire.BodyForm;
import io.promferry.gateway.wire.ConflictPolicy;
import io.promferry.gateway.wire.ForcedLabels;
import io.promferry.gateway.wire.LabelLimits;
import io.promferry.gateway.wire.SeriesGate;
import io.promferry.gateway.wire.SplicePlan;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.xerial.snappy.Snappy;

/** What a write of several MiB takes while it is worked on. */
class LargeWriteTest {
  private static final int SIZE = 16 << 20;
  private static final TenantPlan PLAN =
      new TenantPlan(
          new SplicePlan(
              ForcedLabels.of(Map.of("tenant", "acme", "vpc", "vpc-acme")),
              ConflictPolicy.KEEP_AS_EXPORTED,
              LabelLimits.NONE,
              SeriesGate.OPEN),
          32 << 20,
          Duration.ofMinutes(10));

  @Test
  void letsGoOfTheBodyOnceItIsDecoded() throws IOException {
    var body = body(request(4096));

    forwarded(body);

    assertThat(body.bytes()).isEmpty();
  }

  /** Decoded, spliced with half as much to spare, and the outgoing body twice. */
  @Test
  void takesFiveTimesTheDecodedLengthInAllForWhatCannotBeCompressed() throws IOException {
    var body = body(request(4096));
    forwarded(body(request(4096)));
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    long before = threads.getCurrentThreadAllocatedBytes();
    forwarded(body);
    long taken = threads.getCurrentThreadAllocatedBytes() - before;

    assertThat(taken).isLessThan(5L * SIZE);
  }

  @Test
  void forwardsWhatTheForcedLabelsMakeMoreThanHalfAsLongAgain() throws IOException {
    var request = request(1);

    var sent = forwarded(body(request));

    assertThat(sent.decodedBytes()).isGreaterThan(request.getSerializedSize() * 3 / 2);
    assertThat(WriteRequest.parseFrom(Snappy.uncompress(sent.bytes())).getTimeseriesCount())
        .isEqualTo(request.getTimeseriesCount());
  }

  private static OutgoingBody forwarded(IncomingBody body) {
    var form = BodyForm.whole(RW1);
    var processed = WritePipeline.process(body, PLAN, Set.of(form), new Scratch());
    return ((Processed.Forward) processed).write().ready(form).orElseThrow();
  }

  private static IncomingBody body(WriteRequest request) throws IOException {
    byte[] bytes = Snappy.compress(request.toByteArray());
    return new IncomingBody(bytes, bytes.length, BodyEncoding.SNAPPY, RW1, 0);
  }

  /** Series with one value of so many bytes each, 16 MiB of them. */
  private static WriteRequest request(int valueBytes) {
    var random = new Random(1);
    var value = new byte[valueBytes];
    var request = WriteRequest.newBuilder();
    for (int size = 0; size < SIZE - 5000; ) {
      for (int i = 0; i < valueBytes; i++) {
        value[i] = (byte) (' ' + random.nextInt(95));
      }
      var series =
          TimeSeries.newBuilder()
              .addLabels(
                  Label.newBuilder()
                      .setName("__name__")
                      .setValueBytes(
                          ByteString.copyFrom(value).concat(ByteString.copyFromUtf8("a"))))
              .addSamples(Sample.newBuilder().setTimestamp(1))
              .build();
      size += series.getSerializedSize() + 4;
      request.addTimeseries(series);
    }
    return request.build();
  }
}
