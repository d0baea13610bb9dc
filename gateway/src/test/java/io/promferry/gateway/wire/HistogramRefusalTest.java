package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.RandomRequests.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.BucketSpan;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A series with an inconsistent histogram is refused, and none but it: in both versions, and
 * whether it can be spliced or has to be rewritten.
 */
class HistogramRefusalTest {
  private static final SplicePlan PLAN =
      Plans.open(Map.of("tenant", "acme"), ConflictPolicy.REPLACE);
  private static final int NO_LIMIT = 1 << 20;
  private static final List<String> SYMBOLS = List.of("", "__name__", "up", "rpc", "job", "x");
  private static final List<Integer> ORDERED = List.of(1, 3, 4, 5);
  private static final List<Integer> UNORDERED = List.of(4, 5, 1, 3);
  private static final List<Integer> OTHER = List.of(1, 2);

  private final Output out = new Output();

  @Test
  void takesIntegersThatAddUp() {
    takes(integers());
    takes(Histogram.newBuilder());
  }

  @Test
  void takesFloatsThatDoNotAddUp() {
    takes(floats().setCountFloat(1));
  }

  @Test
  void takesCustomBuckets() {
    takes(customBuckets());
  }

  @Test
  void takesStaleMarkers() {
    double stale = Double.longBitsToDouble(0x7ff0000000000002L);
    takes(Histogram.newBuilder().setSum(stale).setCountInt(0));
    takes(Histogram.newBuilder().setSum(stale).setCountFloat(0));
    takes(Histogram.newBuilder().setSum(stale).setCountFloat(stale).setSchema(-53));
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -54, -52, -5, 9, 52, Integer.MAX_VALUE})
  void refusesAnUnknownSchema(int schema) {
    refuses(integers().setSchema(schema));
    refuses(Histogram.newBuilder().setSchema(schema));
  }

  @ParameterizedTest
  @ValueSource(ints = {-4, 0, 8})
  void takesEveryExponentialSchema(int schema) {
    takes(integers().setSchema(schema));
  }

  @Test
  void refusesBoundsUnderAnExponentialSchema() {
    refuses(integers().addCustomValues(1));
  }

  @Test
  void refusesAZeroThresholdThatIsNoNumber() {
    refuses(integers().setZeroThreshold(Double.NaN));
  }

  @Test
  void refusesSpansThatGoBack() {
    refuses(integers().addPositiveSpans(span(-1, 0)));
    refuses(floats().addNegativeSpans(span(-1, 0)));
    takes(integers().addPositiveSpans(span(0, 0)));
  }

  @Test
  void refusesSpansOfOtherThanTheBuckets() {
    refuses(integers().addPositiveSpans(span(0, 1)));
    refuses(integers().addNegativeDeltas(-3));
    refuses(integers().addPositiveSpans(span(0, -1)).addPositiveSpans(span(0, 1)));
    refuses(floats().addPositiveCounts(0));
    refuses(floats().addNegativeSpans(span(0, 1)));
  }

  @Test
  void doesNotLookAtBucketsOfTheOtherKind() {
    takes(integers().addPositiveCounts(-1).setZeroCountInt(1));
    takes(floats().addNegativeDeltas(-9));
    takes(integers().setZeroCountFloat(-1).setCountInt(8));
  }

  @Test
  void refusesIntegerBucketsBelowZero() {
    refuses(integers().setPositiveDeltas(1, -3).setCountInt(3));
    refuses(integers().setNegativeDeltas(0, -3).setCountInt(3));
    refuses(
        Histogram.newBuilder()
            .addPositiveSpans(span(0, 2))
            .addPositiveDeltas(Long.MAX_VALUE)
            .addPositiveDeltas(1)
            .setCountInt(-1));
  }

  @Test
  void refusesIntegersThatDoNotAddUp() {
    refuses(integers().setCountInt(8));
    refuses(integers().setCountInt(10));
    refuses(integers().setZeroCountInt(2));
    refuses(integers().clearCountInt());
  }

  @Test
  void refusesIntegersThatAddUpOnlyBeyond64Bits() {
    takes(Histogram.newBuilder().setZeroCountInt(-1).setCountInt(-1));
    refuses(integers().setZeroCountInt(-1).setCountInt(7));
    refuses(
        Histogram.newBuilder()
            .addPositiveSpans(span(0, 2))
            .addPositiveDeltas(Long.MAX_VALUE)
            .addPositiveDeltas(0)
            .addNegativeSpans(span(0, 1))
            .addNegativeDeltas(3)
            .setCountInt(1));
    refuses(
        Histogram.newBuilder()
            .addPositiveSpans(span(0, 3))
            .addPositiveDeltas(Long.MAX_VALUE)
            .addPositiveDeltas(0)
            .addPositiveDeltas(0)
            .setCountInt(Long.MAX_VALUE - 2));
  }

  @Test
  void takesMoreThanIsInTheBucketsWhereTheSumIsNoNumber() {
    takes(integers().setSum(Double.NaN).setCountInt(9));
    takes(integers().setSum(Double.NaN).setCountInt(10));
    refuses(integers().setSum(Double.NaN).setCountInt(8));
  }

  @Test
  void refusesFloatsBelowZero() {
    refuses(floats().setPositiveCounts(1, -0.5));
    refuses(floats().setNegativeCounts(0, -0.5));
    refuses(floats().setZeroCountFloat(-0.5));
    refuses(floats().setCountFloat(-0.5));
    takes(floats().setCountFloat(Double.NaN).setPositiveCounts(0, Double.NaN));
  }

  @Test
  void refusesBoundsThatDoNotIncrease() {
    refuses(customBuckets().setCustomValues(1, 0.5));
    refuses(customBuckets().setCustomValues(1, 0.25));
    refuses(customBuckets().setCustomValues(1, Double.NaN));
    refuses(customBuckets().setCustomValues(0, Double.NaN));
    refuses(customBuckets().setCustomValues(0, Double.NEGATIVE_INFINITY));
    refuses(customBuckets().setCustomValues(1, Double.POSITIVE_INFINITY));
  }

  @Test
  void refusesBucketsBeyondTheBounds() {
    takes(customBuckets().setPositiveSpans(0, span(1, 2)));
    refuses(customBuckets().setPositiveSpans(0, span(2, 2)));
    refuses(customBuckets().setPositiveSpans(0, span(-1, 2)));
    takes(
        Histogram.newBuilder()
            .setSchema(-53)
            .addPositiveSpans(span(0, 1))
            .addPositiveDeltas(1)
            .setCountInt(1));
  }

  @Test
  void refusesCustomBucketsThatDoNotAddUp() {
    refuses(customBuckets().setCountInt(4));
    refuses(customBuckets().addPositiveSpans(span(0, 1)));
  }

  @Test
  void refusesCustomBucketsWithWhatOnlyExponentialOnesHave() {
    refuses(customBuckets().setZeroCountInt(1).setCountInt(4));
    refuses(customBuckets().setZeroThreshold(1e-128));
    refuses(customBuckets().addNegativeSpans(span(0, 0)));
    refuses(customBuckets().addNegativeDeltas(0));
    refuses(
        customBuckets()
            .setCountFloat(0)
            .setZeroCountFloat(Double.NaN)
            .addPositiveCounts(1)
            .addPositiveCounts(1));
  }

  @Test
  void takesAHistogramForWhatItsLastCountIs() {
    var integer = Histogram.newBuilder().setCountInt(1).build().toByteString();
    var floating = Histogram.newBuilder().setCountFloat(1).build().toByteString();
    var check = new HistogramCheck();

    assertThat(check.read(cursor(integer.concat(floating)))).isTrue();
    assertThat(check.read(cursor(floating.concat(integer)))).isFalse();
  }

  @Test
  void refusesTheWholeSeriesForOneOfItsHistograms() {
    refuses(integers(), integers().setCountInt(1));
    refuses(integers().setCountInt(1), integers());
  }

  @Test
  void saysWhichSeriesItIs() throws InvalidProtocolBufferException {
    var series = rw1Series(ORDERED).addHistograms(rw1(integers().setCountInt(1)));

    assertThat(spliceRw1(series).offenders())
        .containsExactly("rpc{job=\"x\"}: inconsistent native histogram");
  }

  @Test
  void failsOnABrokenHistogramAfterAnInconsistentOne() throws InvalidProtocolBufferException {
    var broken = ByteString.copyFrom(new byte[] {0x22, 2, 0x0d, 1});
    var series = rw1Series(ORDERED).addHistograms(rw1(integers().setCountInt(1))).build();
    var body = ProtoBytes.field(1, series.toByteString().concat(broken)).toByteArray();

    assertThatThrownBy(() -> spliceRw1(body)).isInstanceOf(MalformedWriteRequestException.class);
  }

  private void takes(Histogram.Builder... histograms) {
    for (var report : reports(List.of(histograms))) {
      assertThat(report.refused()).as("%s", List.of(histograms)).isEmpty();
      assertThat(report.series()).isEqualTo(3);
    }
  }

  private void refuses(Histogram.Builder... histograms) {
    for (var report : reports(List.of(histograms))) {
      assertThat(report.refused())
          .as("%s", List.of(histograms))
          .containsOnly(Map.entry(RefusalReason.INVALID_HISTOGRAM, 1));
      assertThat(report.series()).isEqualTo(2);
      assertThat(report.written()).isEqualTo(new PartCounts(2, 0, 0));
    }
  }

  private List<SpliceReport> reports(List<Histogram.Builder> histograms) {
    var reports = new ArrayList<SpliceReport>();
    try {
      for (var refs : List.of(ORDERED, UNORDERED)) {
        var series = rw1Series(refs);
        for (var histogram : histograms) {
          series.addHistograms(rw1(histogram));
        }
        reports.add(spliceRw1(series));
        reports.add(spliceRw2(histograms, refs));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
    return reports;
  }

  private SpliceReport spliceRw1(TimeSeries.Builder series) {
    var other = rw1Series(OTHER).addSamples(Sample.getDefaultInstance()).build();
    return spliceRw1(
        WriteRequest.newBuilder()
            .addTimeseries(other)
            .addTimeseries(series)
            .addTimeseries(other)
            .build()
            .toByteArray());
  }

  private SpliceReport spliceRw1(byte[] body) {
    return WriteRequestSplicer.splice(body, body.length, PLAN, Plans.ANY_TIME, out, NO_LIMIT);
  }

  private SpliceReport spliceRw2(List<Histogram.Builder> histograms, List<Integer> refs) {
    var other =
        io.promferry.proto.v2.TimeSeries.newBuilder()
            .addAllLabelsRefs(OTHER)
            .addSamples(io.promferry.proto.v2.Sample.newBuilder().setTimestamp(1));
    var series = io.promferry.proto.v2.TimeSeries.newBuilder().addAllLabelsRefs(refs);
    histograms.forEach(series::addHistograms);
    byte[] body =
        Request.newBuilder()
            .addAllSymbols(SYMBOLS)
            .addTimeseries(other)
            .addTimeseries(series)
            .addTimeseries(other)
            .build()
            .toByteArray();
    return SymbolizedRequestSplicer.splice(body, body.length, PLAN, Plans.ANY_TIME, out, NO_LIMIT);
  }

  private static TimeSeries.Builder rw1Series(List<Integer> refs) {
    var series = TimeSeries.newBuilder();
    for (int i = 0; i < refs.size(); i += 2) {
      series.addLabels(label(SYMBOLS.get(refs.get(i)), SYMBOLS.get(refs.get(i + 1))));
    }
    return series;
  }

  private static io.promferry.proto.v1.Histogram rw1(Histogram.Builder histogram)
      throws InvalidProtocolBufferException {
    return io.promferry.proto.v1.Histogram.parseFrom(histogram.build().toByteString());
  }

  /** Nine observations: one at zero, buckets of 2 and 3 above it and of 3 below it. */
  private static Histogram.Builder integers() {
    return Histogram.newBuilder()
        .setSchema(3)
        .setSum(1)
        .setZeroThreshold(1e-128)
        .setCountInt(9)
        .setZeroCountInt(1)
        .addPositiveSpans(span(-2, 1))
        .addPositiveSpans(span(4, 1))
        .addPositiveDeltas(2)
        .addPositiveDeltas(1)
        .addNegativeSpans(span(-1, 1))
        .addNegativeDeltas(3);
  }

  private static Histogram.Builder floats() {
    return Histogram.newBuilder()
        .setSchema(-4)
        .setSum(1)
        .setZeroThreshold(1e-128)
        .setCountFloat(6)
        .setZeroCountFloat(0.5)
        .addPositiveSpans(span(-2, 2))
        .addPositiveCounts(1.5)
        .addPositiveCounts(2)
        .addNegativeSpans(span(-1, 1))
        .addNegativeCounts(2);
  }

  /** Three observations in the first two of three buckets, the bounds of which are 0.5 and 1. */
  private static Histogram.Builder customBuckets() {
    return Histogram.newBuilder()
        .setSchema(-53)
        .setSum(1)
        .setCountInt(3)
        .addPositiveSpans(span(0, 2))
        .addPositiveDeltas(1)
        .addPositiveDeltas(1)
        .addCustomValues(0.5)
        .addCustomValues(1);
  }

  private static BucketSpan span(int offset, int length) {
    return BucketSpan.newBuilder().setOffset(offset).setLength(length).build();
  }

  private static Cursor cursor(ByteString bytes) {
    return new Cursor(bytes.toByteArray(), 0, bytes.size());
  }
}
