package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.WriteVersion.RW1;
import static io.promferry.gateway.wire.WriteVersion.RW2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.TimeSeries;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ReshaperTest {
  private static final int NO_LIMIT = 64 << 20;

  private final Output out = new Output();

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void mergesLoneExemplarsIntoTheFirstSeriesWithSamplesWhereverItStands(WriteVersion from)
      throws InvalidProtocolBufferException {
    byte[] body =
        encode(
            from,
            series("a").withExemplar(1),
            series("b").withExemplar(2),
            series("b").withSample(1),
            series("a").withExemplar(3),
            series("a").withSample(1).withExemplar(4),
            series("a").withSample(2));

    var report = Reshaper.reshape(body, body.length, from, BodyForm.whole(RW2), out, NO_LIMIT);

    assertThat(written(RW2).bits())
        .isEqualTo(
            DecodedRequest.of(
                    encode(
                        RW2,
                        series("b").withSample(1).withExemplar(2),
                        series("a").withSample(1).withExemplar(4).withExemplar(1).withExemplar(3),
                        series("a").withSample(2)),
                    RW2)
                .bits());
    assertThat(report).isEqualTo(new ReshapeReport(3, 0, new PartCounts(3, 0, 4), Map.of()));
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void carriesLoneExemplarsThatFindNoSeries(WriteVersion from)
      throws InvalidProtocolBufferException {
    byte[] body = encode(from, series("a").withExemplar(1), series("a", "job", "x").withSample(1));
    reshape(body, from, RW2);
    assertThat(written(RW2).bits()).isEqualTo(DecodedRequest.of(body, from).bits());
  }

  @Test
  void carriesLoneExemplarsToRw1AsTheyAre() throws InvalidProtocolBufferException {
    byte[] body = encode(RW2, series("a").withExemplar(1), series("a").withSample(1));
    reshape(body, RW2, RW1);
    assertThat(written(RW1).bits()).isEqualTo(DecodedRequest.of(body, RW2).bits());
  }

  @Test
  void makesTwoSeriesOfOneWithSamplesAndHistograms() throws InvalidProtocolBufferException {
    byte[] body =
        rw1(
            WriteRequest.newBuilder()
                .addTimeseries(series("a").withSample(1).withHistogram(3, 0).withExemplar(1).rw1())
                .addMetadata(metadata(1, "a", "help")));

    var report = Reshaper.reshape(body, body.length, RW1, BodyForm.whole(RW2), out, NO_LIMIT);

    var first = series("a").withSample(1).withExemplar(1).withMetadata(1, "help");
    var second = series("a").withHistogram(3, 0);
    assertThat(written(RW2).bits())
        .isEqualTo(DecodedRequest.of(encode(RW2, first, second), RW2).bits());
    assertThat(report).isEqualTo(new ReshapeReport(2, 0, new PartCounts(1, 1, 1), Map.of()));
  }

  @Test
  void dropsStartTimestampsOnTheWayToRw1AndCountsEachPointOnce()
      throws InvalidProtocolBufferException {
    byte[] body =
        encode(
            RW2,
            series("a").withSample(1, 500).withSample(2, 0).withHistogram(3, 500),
            series("b").withSample(1, 500).withHistogram(3, 0).withCreated(500),
            series("c").withCreated(500));

    var report = Reshaper.reshape(body, body.length, RW2, BodyForm.whole(RW1), out, NO_LIMIT);

    assertThat(written(RW1).bits())
        .isEqualTo(
            DecodedRequest.of(
                    encode(
                        RW1,
                        series("a").withSample(1).withSample(2).withHistogram(3, 0),
                        series("b").withSample(1).withHistogram(3, 0),
                        series("c")),
                    RW1)
                .bits());
    assertThat(report.dropped()).isEqualTo(Map.of(DropReason.START_TIMESTAMP, 4));
  }

  @Test
  void keepsStartTimestampsFromRw2ToRw2() throws InvalidProtocolBufferException {
    byte[] body =
        encode(RW2, series("a").withSample(1, 500).withHistogram(3, 500).withCreated(-500));
    reshape(body, RW2, RW2);
    assertThat(written(RW2).bits()).isEqualTo(DecodedRequest.of(body, RW2).bits());
  }

  @Test
  void takesNoUnknownFieldOfRw1ForAStartTimestamp() throws InvalidProtocolBufferException {
    var series = series("a").withSample(1).withHistogram(3, 0).rw1().toBuilder();
    series.getSamplesBuilder(0).setUnknownFields(varintField(3));
    series.getHistogramsBuilder(0).setUnknownFields(varintField(17));

    var written = reshape(rw1(WriteRequest.newBuilder().addTimeseries(series)), RW1, RW2);

    var request = Request.parseFrom(written);
    assertThat(request.getTimeseries(0).getSamples(0).getStartTimestamp()).isZero();
    assertThat(request.getTimeseries(1).getHistograms(0).getStartTimestamp()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"RW1, RW2", "RW2, RW1"})
  void copiesAStaleMarkerBitForBit(WriteVersion from, WriteVersion to) {
    var written = reshape(encode(from, series("a").withStaleMarker()), from, to);
    assertThat(HexFormat.of().formatHex(written)).contains("09" + "020000000000f07f");
  }

  @Test
  void leavesOutNativeHistograms() {
    var body = encode(RW1, series("a").withSample(1), series("b").withHistogram(-53, 0));
    var report = without(PartKind.NATIVE_HISTOGRAMS, body, RW1);
    assertThat(report)
        .isEqualTo(
            new ReshapeReport(
                1, 0, new PartCounts(1, 0, 0), Map.of(DropReason.NATIVE_HISTOGRAM, 1)));
  }

  @Test
  void leavesOutHistogramsWithCustomBucketsOnly() throws InvalidProtocolBufferException {
    var body =
        encode(RW2, series("a").withHistogram(-53, 0).withHistogram(3, 0).withHistogram(-53, 0));
    var report = without(PartKind.CUSTOM_BUCKET_HISTOGRAMS, body, RW2);
    assertThat(report)
        .isEqualTo(
            new ReshapeReport(
                1, 0, new PartCounts(0, 1, 0), Map.of(DropReason.CUSTOM_BUCKET_HISTOGRAM, 2)));
    assertThat(written(RW2).series().getFirst().histograms().getFirst().getSchema()).isEqualTo(3);
  }

  @Test
  void leavesOutExemplarsAndTheSeriesThatHaveNothingElse() {
    var body =
        encode(
            RW2,
            series("a").withSample(1).withExemplar(1),
            series("b").withExemplar(1).withExemplar(2).withMetadata(1, "help"));
    assertThat(without(PartKind.EXEMPLARS, body, RW2))
        .isEqualTo(
            new ReshapeReport(1, 0, new PartCounts(1, 0, 0), Map.of(DropReason.EXEMPLAR, 3)));
  }

  @ParameterizedTest
  @CsvSource({"RW1, RW1", "RW1, RW2", "RW2, RW1", "RW2, RW2"})
  void writesASeriesThatNeverHadAnything(WriteVersion from, WriteVersion to)
      throws InvalidProtocolBufferException {
    var body = encode(from, series("a"));
    reshape(body, from, to);
    assertThat(written(to).bits()).isEqualTo(DecodedRequest.of(body, from).bits());
  }

  @ParameterizedTest
  @CsvSource({"RW1, RW1", "RW1, RW2", "RW2, RW1", "RW2, RW2"})
  void writesUpToItsLimit(WriteVersion from, WriteVersion to) {
    var body =
        encode(from, series("a").withSample(1).withMetadata(1, "help"), series("b").withSample(1));
    int length = reshape(body, from, to).length;

    assertThatCode(() -> Reshaper.reshape(body, body.length, from, BodyForm.whole(to), out, length))
        .doesNotThrowAnyException();
    assertThatThrownBy(
            () -> Reshaper.reshape(body, body.length, from, BodyForm.whole(to), out, length - 1))
        .isInstanceOf(OutputLimitExceededException.class);
  }

  @Test
  void refusesAShortRequestThatWouldBecomeEndless() {
    var request = Request.newBuilder().addSymbols("").addSymbols("__name__");
    request.addSymbols("x".repeat(1 << 20));
    var refs = Collections.nCopies(4096, List.of(1, 2)).stream().flatMap(List::stream).toList();
    request.addTimeseries(TimeSeries.newBuilder().addAllLabelsRefs(refs));
    var body = request.build().toByteArray();

    assertThatThrownBy(
            () -> Reshaper.reshape(body, body.length, RW2, BodyForm.whole(RW1), out, NO_LIMIT))
        .isInstanceOf(OutputLimitExceededException.class);
  }

  @Test
  @Timeout(30)
  void readsALongSymbolOnceHoweverOftenItIsReferredTo() {
    var request = Request.newBuilder().addSymbols("").addSymbols("__name__").addSymbols("a");
    request.addSymbols("job").addSymbols("x".repeat(8 << 20)).addSymbols("y".repeat(8 << 20));
    for (int i = 0; i < 50_000; i++) {
      request.addTimeseries(TimeSeries.newBuilder().addAllLabelsRefs(List.of(1, 2, 3, 4 + i % 2)));
    }
    var body = request.build().toByteArray();
    assertThat(reshape(body, RW2, RW2)).hasSameSizeAs(body);
  }

  @Test
  void findsEachOfManyStringsAgain() throws InvalidProtocolBufferException {
    var request = WriteRequest.newBuilder();
    for (int i = 0; i < 5_000; i++) {
      request.addTimeseries(series("a", "job", "job-" + i * 7919 % 2_500).withSample(i).rw1());
    }
    var body = rw1(request);

    reshape(body, RW1, RW2);

    assertThat(written(RW2).bits()).isEqualTo(DecodedRequest.of(body, RW1).bits());
    assertThat(Request.parseFrom(bytes()).getSymbolsCount()).isEqualTo(4 + 2_500);
  }

  @ParameterizedTest
  @CsvSource({"7", "4294967295"})
  void refusesAReferencePastTheSymbolTable(long ref) {
    var body =
        Request.newBuilder()
            .addSymbols("")
            .addTimeseries(TimeSeries.newBuilder().addLabelsRefs((int) ref).addLabelsRefs(0))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> reshape(body, RW2, RW1))
        .isInstanceOf(MalformedWriteRequestException.class);
  }

  @Test
  void refusesAnOddNumberOfReferences() {
    var body =
        Request.newBuilder()
            .addSymbols("")
            .addTimeseries(TimeSeries.newBuilder().addLabelsRefs(0))
            .build()
            .toByteArray();
    assertThatThrownBy(() -> reshape(body, RW2, RW1))
        .isInstanceOf(MalformedWriteRequestException.class);
  }

  private byte[] reshape(byte[] body, WriteVersion from, WriteVersion to) {
    Reshaper.reshape(body, body.length, from, BodyForm.whole(to), out, NO_LIMIT);
    return bytes();
  }

  private ReshapeReport without(PartKind kind, byte[] body, WriteVersion version) {
    return Reshaper.reshape(
        body, body.length, version, new BodyForm(version, Set.of(kind)), out, NO_LIMIT);
  }

  private static SeriesExample series(String metric, String... labels) {
    return SeriesExample.series(metric, labels);
  }

  private static byte[] encode(WriteVersion version, SeriesExample... series) {
    return SeriesExample.encode(version, series);
  }

  private static byte[] rw1(WriteRequest.Builder request) {
    return request.build().toByteArray();
  }

  private static MetricMetadata metadata(int type, String family, String help) {
    return MetricMetadata.newBuilder()
        .setTypeValue(type)
        .setMetricFamilyName(family)
        .setHelp(help)
        .build();
  }

  private static UnknownFieldSet varintField(int number) {
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addVarint(500).build())
        .build();
  }

  private DecodedRequest written(WriteVersion version) throws InvalidProtocolBufferException {
    return DecodedRequest.of(bytes(), version);
  }

  private byte[] bytes() {
    return Arrays.copyOf(out.array(), out.length());
  }
}
