package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OwnSeriesTest {
  private static final Map<String, String> FORCED =
      Map.of("tenant", "acme", "vpc", "vpc-acme", "replica", "größe");
  private static final long TIME = 1_790_000_000_123L;

  private final Output out = new Output();

  @Test
  void areWhatATenantsSeriesWouldBecome() throws InvalidProtocolBufferException {
    var own = new OwnSeries(ForcedLabels.of(FORCED));
    own.add("first", Map.of("replica", "gateway-0"), 1.5, TIME);
    own.add("second", Map.of("zone", "z", "a", "x".repeat(300)), -0.0, -1);
    var report = own.write(out);
    var written = written();

    var sent =
        WriteRequest.newBuilder()
            .addTimeseries(series("first", 1.5, TIME, "replica", "gateway-0"))
            .addTimeseries(series("second", -0.0, -1, "zone", "z", "a", "x".repeat(300)))
            .build()
            .toByteArray();
    Plans.splice(
        sent,
        WriteVersion.RW1,
        Plans.open(FORCED, ConflictPolicy.KEEP_AS_EXPORTED),
        Plans.ANY_TIME,
        out);

    assertThat(written).isEqualTo(written());
    assertThat(written.getTimeseries(0).getLabelsList())
        .extracting(Label::getName)
        .isEqualTo(List.of("__name__", "exported_replica", "replica", "tenant", "vpc"));
    assertThat(report.written()).isEqualTo(new PartCounts(2, 0, 0));
    assertThat(report.series()).isEqualTo(2);
  }

  private WriteRequest written() throws InvalidProtocolBufferException {
    return WriteRequest.parseFrom(Arrays.copyOf(out.array(), out.length()));
  }

  private static TimeSeries series(String name, double value, long time, String... labels) {
    var series =
        TimeSeries.newBuilder()
            .addLabels(RandomRequests.label("__name__", name))
            .addSamples(Sample.newBuilder().setValue(value).setTimestamp(time));
    for (int i = 0; i < labels.length; i += 2) {
      series.addLabels(RandomRequests.label(labels[i], labels[i + 1]));
    }
    return series.build();
  }
}
