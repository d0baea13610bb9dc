package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.RandomRequests.label;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.promferry.proto.v1.BucketSpan;
import io.promferry.proto.v1.Exemplar;
import io.promferry.proto.v1.Histogram;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.MetricMetadata;
import io.promferry.proto.v1.MetricMetadata.MetricType;
import io.promferry.proto.v1.Sample;
import io.promferry.proto.v1.TimeSeries;
import io.promferry.proto.v1.WriteRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriteRequestSplicerTest {
  private static final Map<String, String> FORCED = Map.of("tenant", "acme", "vpc", "vpc-acme");
  private static final int NO_LIMIT = 64 << 20;

  private final Output out = new Output();

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void doesToRandomRequestsWhatTheOracleDoes(ConflictPolicy policy)
      throws InvalidProtocolBufferException {
    var random = new SplittableRandom(42);
    var requests = new RandomRequests(random);
    var oracle = new ForcedLabelsOracle(FORCED, policy);
    for (int i = 0; i < 20_000; i++) {
      var request = requests.next();
      assertThat(splice(request.toByteArray(), policy))
          .as("request %s", i)
          .isEqualTo(oracle.apply(request));
    }
  }

  @Test
  void refusesEveryTruncationThatProtobufRefuses() {
    var requests = new RandomRequests(new SplittableRandom(7));
    for (int i = 0; i < 50; i++) {
      byte[] good = requests.next().toByteArray();
      for (int length = 0; length < good.length; length++) {
        agreesWithProtobuf(Arrays.copyOf(good, length));
      }
    }
  }

  @Test
  void neverAcceptsAFlippedByteThatProtobufRefuses() {
    var requests = new RandomRequests(new SplittableRandom(9));
    var random = new SplittableRandom(10);
    for (int i = 0; i < 300; i++) {
      byte[] good = requests.next().toByteArray();
      for (int position = 0; position < good.length; position++) {
        byte[] flipped = good.clone();
        flipped[position] ^= (byte) (1 << random.nextInt(8));
        agreesWithProtobuf(flipped);
      }
    }
  }

  /** Whatever is accepted, protobuf accepts too but for UTF-8, and it has just our two labels. */
  private void agreesWithProtobuf(byte[] body) {
    try {
      splice(body, ConflictPolicy.REPLACE);
    } catch (MalformedWriteRequestException refused) {
      assertThat(refused.offset()).isBetween(0, body.length);
      return;
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("wrote what protobuf cannot read", e);
    }
    try {
      assertThat(WriteRequest.parseFrom(body)).isNotNull();
    } catch (InvalidProtocolBufferException e) {
      assertThat(e).hasMessageContaining("UTF-8");
    }
    var written = out.length() == 0 ? WriteRequest.getDefaultInstance() : parse(out);
    for (TimeSeries series : written.getTimeseriesList()) {
      assertThat(series.getLabelsList())
          .containsOnlyOnce(label("tenant", "acme"), label("vpc", "vpc-acme"));
      assertThat(series.getLabelsList()).extracting(Label::getName).doesNotHaveDuplicates();
    }
  }

  @Test
  void writesRepeatedForgeriesOfEveryKindOnce() throws InvalidProtocolBufferException {
    var series =
        series(
            label("vpc", "a"),
            label("tenant", "x"),
            label("__name__", "up"),
            label("tenant", "y"),
            label("vpc", ""));

    var written = splice(request(series), ConflictPolicy.KEEP_AS_EXPORTED).getTimeseries(0);

    assertThat(written.getLabelsList())
        .containsExactly(
            label("__name__", "up"),
            label("exported_tenant", "y"),
            label("tenant", "acme"),
            label("vpc", "vpc-acme"));
  }

  @Test
  void takesTheLastNameOfALabelAsEveryParserDoes() throws InvalidProtocolBufferException {
    var forged =
        label("job", "x")
            .toByteString()
            .concat(Label.newBuilder().setName("tenant").build().toByteString());
    var body = seriesOf(fieldOf(label("__name__", "up").toByteString()), fieldOf(forged));

    var written = splice(body, ConflictPolicy.REPLACE).getTimeseries(0);

    assertThat(written.getLabelsList())
        .containsExactly(
            label("__name__", "up"), label("tenant", "acme"), label("vpc", "vpc-acme"));
  }

  @Test
  void doesNotCopyUnknownFields() throws InvalidProtocolBufferException {
    var unknown =
        UnknownFieldSet.newBuilder()
            .addField(11, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build();
    var request =
        WriteRequest.newBuilder()
            .addTimeseries(series(label("__name__", "up")).toBuilder().setUnknownFields(unknown))
            .setUnknownFields(unknown)
            .build();

    var written = splice(request.toByteArray(), ConflictPolicy.REPLACE);

    assertThat(written.getUnknownFields().asMap()).isEmpty();
    assertThat(written.getTimeseries(0).getUnknownFields().asMap()).isEmpty();
  }

  @Test
  void takesForgedLabelsOutOfExemplars() throws InvalidProtocolBufferException {
    var exemplar =
        Exemplar.newBuilder()
            .addLabels(label("vpc", "other"))
            .addLabels(label("trace_id", "1"))
            .setValue(2);
    var series = series(label("__name__", "up")).toBuilder().addExemplars(exemplar).build();

    var written = splice(request(series), ConflictPolicy.REPLACE).getTimeseries(0);

    assertThat(written.getExemplars(0).getLabelsList()).containsExactly(label("trace_id", "1"));
  }

  @Test
  void leavesOutWhatIsInvalidAndSaysWhy() {
    var request =
        WriteRequest.newBuilder()
            .addTimeseries(series(label("job", "x")))
            .addTimeseries(series(label("__name__", "up"), label("a", "1"), label("a", "2")))
            .addTimeseries(series(label("__name__", "up")))
            .build();

    var report = report(request.toByteArray(), ConflictPolicy.REPLACE);

    assertThat(report.series()).isEqualTo(1);
    assertThat(report.refused())
        .containsOnly(
            Map.entry(RefusalReason.MISSING_METRIC_NAME, 1),
            Map.entry(RefusalReason.REPEATED_LABEL_NAME, 1));
    assertThat(report.offenders())
        .containsExactly(
            "{job=\"x\"}: no metric name", "up{a=\"1\", a=\"2\"}: repeated label name");
  }

  @Test
  void countsSeriesThatReplacingMakesOne() {
    var request =
        WriteRequest.newBuilder()
            .addTimeseries(series(label("__name__", "up"), label("tenant", "x")))
            .addTimeseries(series(label("__name__", "up"), label("tenant", "y")))
            .addTimeseries(series(label("__name__", "up"), label("tenant", "x")))
            .build();

    assertThat(report(request.toByteArray(), ConflictPolicy.REPLACE).mergedSeries()).isEqualTo(1);
  }

  @Test
  void refusesInvalidUtf8InALabel() {
    var invalid = ByteString.copyFrom(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80});
    var bad = ByteString.copyFrom(new byte[] {0x0a, 1, 'a', 0x12, 3}).concat(invalid);
    var body = seriesOf(fieldOf(label("__name__", "up").toByteString()), fieldOf(bad));

    assertThat(report(body, ConflictPolicy.REPLACE).refused())
        .containsOnlyKeys(RefusalReason.INVALID_UTF8);
  }

  @Test
  void putsMetadataBehindAllSeries() throws InvalidProtocolBufferException {
    var metadata = MetricMetadata.newBuilder().setMetricFamilyName("up").setHelp("is it up");
    var first = WriteRequest.newBuilder().addMetadata(metadata).build();
    var second =
        WriteRequest.newBuilder()
            .addTimeseries(series(label("__name__", "up")))
            .addMetadata(metadata.setUnit("ups"))
            .build();
    byte[] body = first.toByteString().concat(second.toByteString()).toByteArray();

    var report = report(body, ConflictPolicy.REPLACE);

    var series = ByteString.copyFrom(out.array(), 0, report.metadataFrom());
    var rest =
        ByteString.copyFrom(
            out.array(), report.metadataFrom(), out.length() - report.metadataFrom());
    assertThat(WriteRequest.parseFrom(series).getTimeseriesCount()).isEqualTo(1);
    assertThat(WriteRequest.parseFrom(series).getMetadataList()).isEmpty();
    assertThat(WriteRequest.parseFrom(rest).getMetadataList())
        .containsExactly(first.getMetadata(0), second.getMetadata(0));
    assertThat(report.metadata()).isEqualTo(2);
  }

  @Test
  void beginsMetadataAtTheEndWhereThereIsNone() {
    var report = report(request(series(label("__name__", "up"))), ConflictPolicy.REPLACE);

    assertThat(report.metadataFrom()).isEqualTo(out.length());
    assertThat(report.metadata()).isZero();
  }

  @Test
  void copiesOnlyKnownFieldsOfMetadata() throws InvalidProtocolBufferException {
    var accounts =
        UnknownFieldSet.newBuilder()
            .addField(11, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .addField(12, UnknownFieldSet.Field.newBuilder().addFixed32(8).build())
            .build();
    var metadata =
        MetricMetadata.newBuilder()
            .setType(MetricType.COUNTER)
            .setMetricFamilyName("up")
            .setUnit("ups");
    var request =
        WriteRequest.newBuilder().addMetadata(metadata.clone().setUnknownFields(accounts)).build();

    assertThat(splice(request.toByteArray(), ConflictPolicy.REPLACE).getMetadataList())
        .containsExactly(metadata.build());
  }

  @Test
  void takesTheLastValueOfARepeatedMetadataField() throws InvalidProtocolBufferException {
    var one =
        MetricMetadata.newBuilder().setType(MetricType.COUNTER).setHelp("a").setUnit("b").build();
    var other = MetricMetadata.newBuilder().setType(MetricType.GAUGE).setHelp("c").build();
    var message = one.toByteString().concat(other.toByteString());
    byte[] body =
        ByteString.copyFrom(new byte[] {0x1a, (byte) message.size()}).concat(message).toByteArray();

    assertThat(splice(body, ConflictPolicy.REPLACE).getMetadataList())
        .containsExactly(other.toBuilder().setUnit("b").build());
  }

  @Test
  void dropsMetadataThatIsNotUtf8() {
    byte[] body = {0x1a, 3, 0x22, 1, (byte) 0xff};

    var report = report(body, ConflictPolicy.REPLACE);

    assertThat(report.dropped()).containsOnly(Map.entry(DropReason.METADATA_INVALID, 1));
    assertThat(report.metadata()).isZero();
    assertThat(out.length()).isZero();
  }

  @Test
  void countsSeriesThatCarryExemplarsOnly() {
    var exemplar = Exemplar.newBuilder().setValue(2);
    var lone =
        TimeSeries.newBuilder().addLabels(label("__name__", "up")).addExemplars(exemplar).build();
    var request =
        WriteRequest.newBuilder()
            .addTimeseries(lone)
            .addTimeseries(lone.toBuilder().addLabels(label("tenant", "x")))
            .addTimeseries(lone.toBuilder().addSamples(Sample.getDefaultInstance()))
            .build();

    assertThat(report(request.toByteArray(), ConflictPolicy.REPLACE).loneExemplars()).isEqualTo(2);
  }

  @Test
  void refusesALabelNameThatWouldMakeComparingExpensive() {
    byte[] body = request(series(label("__name__", "up"), label("a".repeat(1025), "x")));

    assertThat(report(body, ConflictPolicy.REPLACE).refused())
        .containsOnlyKeys(RefusalReason.LABEL_NAME_TOO_LONG);
  }

  @Test
  void writesSamplesAndHistogramsOfOneSeriesAsTwo() throws InvalidProtocolBufferException {
    var mixed =
        series(label("__name__", "up")).toBuilder()
            .addHistograms(Histogram.newBuilder().setTimestamp(2))
            .addExemplars(Exemplar.newBuilder().setTimestamp(2))
            .build();

    var written = splice(request(mixed), ConflictPolicy.REPLACE);

    assertThat(written.getTimeseriesCount()).isEqualTo(2);
    assertThat(written.getTimeseries(0).getSamplesList()).isEqualTo(mixed.getSamplesList());
    assertThat(written.getTimeseries(0).getExemplarsCount()).isEqualTo(1);
    assertThat(written.getTimeseries(0).getHistogramsCount()).isZero();
    assertThat(written.getTimeseries(1).getHistogramsList()).isEqualTo(mixed.getHistogramsList());
    assertThat(written.getTimeseries(1).getLabelsList())
        .isEqualTo(written.getTimeseries(0).getLabelsList());
  }

  @ParameterizedTest
  @CsvSource({"3, true, true", "3, true, false", "4, false, true", "4, false, false"})
  void refusesASeriesThatWouldHaveMoreLabelsThanItMay(int labels, boolean fits, boolean inOrder) {
    var sent = new ArrayList<Label>();
    for (int i = 1; i < labels; i++) {
      sent.add(label("a" + i, "x"));
    }
    sent.add(inOrder ? 0 : sent.size(), label("__name__", "up"));
    byte[] body = request(series(sent.toArray(Label[]::new)));
    var plan = Plans.limited(FORCED, new LabelLimits(5, 1024, 1024));

    var report = WriteRequestSplicer.splice(body, body.length, plan, Plans.ANY_TIME, out, NO_LIMIT);

    assertThat(report.refused())
        .isEqualTo(fits ? Map.of() : Map.of(RefusalReason.TOO_MANY_LABELS, 1));
  }

  @Test
  void stopsAtItsOutputLimit() {
    byte[] body = request(series(label("__name__", "up")));

    assertThatThrownBy(() -> report(body, 30)).isInstanceOf(OutputLimitExceededException.class);
  }

  @Test
  void countsMetadataAgainstItsOutputLimit() {
    var metadata = MetricMetadata.newBuilder().setHelp("x".repeat(30));
    byte[] body = WriteRequest.newBuilder().addMetadata(metadata).build().toByteArray();

    assertThatThrownBy(() -> report(body, 30)).isInstanceOf(OutputLimitExceededException.class);
    assertThat(report(body, body.length).metadata()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0a", // no length
        "0a05", // a length that runs past its message
        "0affffffff0f", // a length of 4 GiB
        "0a808080808080808080808001", // a varint of twelve bytes
        "0b0c", // a group
        "00", // field number 0
        "8a808080800000", // a tag of six bytes
        "0a020a05", // a label that runs past its series
        "0a0308ffff", // a truncated varint inside a series
        "0a0412020801", // a value of the wrong wire type
        "0a0412021100", // a timestamp of the wrong wire type
        "1a021000", // a metric name of the wrong wire type
        "1a020a00", // a type of the wrong wire type
        "0a0412020900", // a truncated double in a sample
        "08808080808080808080808001", // a varint of eleven bytes in an unknown place
      })
  void refusesWhatIsNoProtobuf(String hex) {
    byte[] body = HexFormat.of().parseHex(hex);

    assertThatThrownBy(() -> report(body, ConflictPolicy.REPLACE))
        .isInstanceOf(MalformedWriteRequestException.class);
  }

  @Test
  void refusesATimestampOfMoreBytesThanAVarintHas() {
    var timestamp = ByteString.copyFrom(HexFormat.of().parseHex("120c108080808080808080808001"));
    var body = seriesOf(fieldOf(label("__name__", "up").toByteString()), timestamp);

    assertThatThrownBy(() -> report(body, ConflictPolicy.REPLACE))
        .isInstanceOf(MalformedWriteRequestException.class)
        .hasMessageContaining("64 bits");
  }

  @Test
  void acceptsTenByteVarintsAndLabelsAfterSamples() throws InvalidProtocolBufferException {
    var sample = Sample.newBuilder().setValue(1).setTimestamp(-1).build();
    var body =
        seriesOf(
            ByteString.copyFrom(new byte[] {0x12, (byte) sample.getSerializedSize()})
                .concat(sample.toByteString()),
            fieldOf(label("__name__", "up").toByteString()));

    var written = splice(body, ConflictPolicy.REPLACE).getTimeseries(0);

    assertThat(written.getSamplesList()).containsExactly(sample);
    assertThat(written.getLabelsCount()).isEqualTo(3);
  }

  @Test
  void acceptsHistogramNumbersThatAreNotPacked() throws InvalidProtocolBufferException {
    var deltas = ByteString.copyFrom(new byte[] {0x60, 2, 0x60, 4, 0x69, 0, 0, 0, 0, 0, 0, 0, 0});
    var rest =
        Histogram.newBuilder()
            .setCountInt(4)
            .addPositiveSpans(BucketSpan.newBuilder().setLength(2))
            .build();
    var histogram = ProtoBytes.field(4, deltas.concat(rest.toByteString()));
    var body = seriesOf(fieldOf(label("__name__", "up").toByteString()), histogram);

    var written = splice(body, ConflictPolicy.REPLACE).getTimeseries(0).getHistograms(0);

    assertThat(written.getPositiveDeltasList()).containsExactly(1L, 2L);
    assertThat(written.getPositiveCountsList()).containsExactly(0.0);
  }

  private WriteRequest splice(byte[] body, ConflictPolicy policy)
      throws InvalidProtocolBufferException {
    report(body, policy);
    return WriteRequest.parseFrom(ByteString.copyFrom(out.array(), 0, out.length()));
  }

  private SpliceReport report(byte[] body, int outputLimit) {
    return WriteRequestSplicer.splice(
        body,
        body.length,
        Plans.open(FORCED, ConflictPolicy.REPLACE),
        Plans.ANY_TIME,
        out,
        outputLimit);
  }

  private SpliceReport report(byte[] body, ConflictPolicy policy) {
    return WriteRequestSplicer.splice(
        body, body.length, Plans.open(FORCED, policy), Plans.ANY_TIME, out, NO_LIMIT);
  }

  private static WriteRequest parse(Output output) {
    try {
      return WriteRequest.parseFrom(ByteString.copyFrom(output.array(), 0, output.length()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] request(TimeSeries series) {
    return WriteRequest.newBuilder().addTimeseries(series).build().toByteArray();
  }

  private static TimeSeries series(Label... labels) {
    return TimeSeries.newBuilder()
        .addAllLabels(Arrays.asList(labels))
        .addSamples(Sample.newBuilder().setValue(1).setTimestamp(2))
        .build();
  }

  private static byte[] seriesOf(ByteString... fields) {
    var series = ByteString.copyFrom(Arrays.asList(fields));
    return fieldOf(series).toByteArray();
  }

  private static ByteString fieldOf(ByteString message) {
    return ByteString.copyFrom(new byte[] {0x0a, (byte) message.size()}).concat(message);
  }
}
