package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.ProtoBytes.concat;
import static io.promferry.gateway.wire.ProtoBytes.field;
import static io.promferry.gateway.wire.ProtoBytes.longVarint;
import static io.promferry.gateway.wire.ProtoBytes.varint;
import static io.promferry.gateway.wire.ProtoBytes.varintField;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnknownFieldSet;
import io.promferry.gateway.wire.ResolvedSeries.ResolvedMetadata;
import io.promferry.proto.v2.Exemplar;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Metadata;
import io.promferry.proto.v2.Metadata.MetricType;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SymbolizedRequestSplicerTest {
  private static final Map<String, String> FORCED = Map.of("tenant", "acme", "vpc", "vpc-acme");
  private static final int NO_LIMIT = 64 << 20;
  private static final long STALE = 0x7ff0000000000002L;
  private static final long START = 1_700_000_000_000L;
  private static final UnknownFieldSet UNKNOWN =
      UnknownFieldSet.newBuilder()
          .addField(11, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
          .build();

  private final Output out = new Output();
  private final List<String> symbols = new ArrayList<>(List.of(""));
  private final Map<String, Integer> refs = new HashMap<>(Map.of("", 0));

  @Test
  void splicesForcedLabelsAtTheirSortedPlaces() {
    var series = series("__name__", "up", "instance", "a:1", "uid", "7", "zone", "b");

    assertThat(labels(ConflictPolicy.REPLACE, series))
        .containsExactly(
            Map.entry("__name__", "up"),
            Map.entry("instance", "a:1"),
            Map.entry("tenant", "acme"),
            Map.entry("uid", "7"),
            Map.entry("vpc", "vpc-acme"),
            Map.entry("zone", "b"));
  }

  @Test
  void copiesWhatIsInOrderByteForByte() {
    var series =
        series("__name__", "up")
            .addExemplars(exemplar("trace_id", "1"))
            .setMetadata(
                Metadata.newBuilder()
                    .setType(MetricType.METRIC_TYPE_COUNTER)
                    .setHelpRef(ref("help")))
            .build();
    var rest = series.toBuilder().clearLabelsRefs().build().toByteString();

    splice(ConflictPolicy.REPLACE, series.toBuilder());

    assertThat(written().getTimeseries(0).toBuilder().clearLabelsRefs().build().toByteString())
        .isEqualTo(rest);
    assertThat(ByteString.copyFrom(out.array(), 0, out.length()).endsWith(rest)).isTrue();
  }

  @Test
  void addsEachSymbolOncePerRequest() {
    splice(
        ConflictPolicy.KEEP_AS_EXPORTED,
        series("__name__", "up", "tenant", "x"),
        series("__name__", "down", "tenant", "x"),
        series("__name__", "down", "job", "x"));

    var added = written().getSymbolsList().subList(symbols.size(), written().getSymbolsCount());
    assertThat(added).containsExactly("tenant", "acme", "vpc", "vpc-acme", "exported_tenant");
  }

  @Test
  void writesRepeatedForgeriesOfEveryKindOnce() {
    var series = series("vpc", "a", "tenant", "x", "__name__", "up", "tenant", "y", "vpc", "");

    assertThat(labels(ConflictPolicy.KEEP_AS_EXPORTED, series))
        .containsExactly(
            Map.entry("__name__", "up"),
            Map.entry("exported_tenant", "y"),
            Map.entry("tenant", "acme"),
            Map.entry("vpc", "vpc-acme"));
  }

  @Test
  void prefixesAnExportedNameUntilItIsFree() {
    var series =
        series("__name__", "up", "exported_tenant", "a", "exported_exported_tenant", "b")
            .addLabelsRefs(ref("tenant"))
            .addLabelsRefs(ref("c"));

    assertThat(labels(ConflictPolicy.KEEP_AS_EXPORTED, series))
        .contains(
            Map.entry("exported_tenant", "a"),
            Map.entry("exported_exported_tenant", "b"),
            Map.entry("exported_exported_exported_tenant", "c"));
  }

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void findsAForgeryUnderEveryCopyOfADuplicatedSymbol(ConflictPolicy policy) {
    int first = ref("tenant");
    symbols.add("tenant");
    int second = symbols.size() - 1;
    var series = series("__name__", "up");
    var one = series.clone().addLabelsRefs(first).addLabelsRefs(ref("x"));
    var other = series.clone().addLabelsRefs(second).addLabelsRefs(ref("x"));

    var report = splice(policy, one, other);

    assertThat(report.forgedLabels()).isEqualTo(2);
    assertThat(ResolvedSeries.of(written()))
        .allSatisfy(written ->
            assertThat(written.labels())
                .filteredOn(label -> label.getKey().equals("tenant"))
                .containsExactly(Map.entry("tenant", "acme")));
    assertThat(report.series()).isEqualTo(policy == ConflictPolicy.REFUSE_SERIES ? 0 : 2);
  }

  @Test
  void refusesALabelNameRepeatedThroughACopyOfItsSymbol() {
    int first = ref("job");
    symbols.add("job");
    int second = symbols.size() - 1;
    var series =
        series("__name__", "up")
            .addLabelsRefs(first)
            .addLabelsRefs(ref("x"))
            .addLabelsRefs(second)
            .addLabelsRefs(ref("y"));

    assertThat(splice(ConflictPolicy.REPLACE, series).refused())
        .containsOnlyKeys(RefusalReason.REPEATED_LABEL_NAME);
  }

  @Test
  void refusesForgeriesWherePolicySaysSo() {
    var report = splice(ConflictPolicy.REFUSE_SERIES, series("__name__", "up", "vpc", "x"), good());

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.FORGED_LABEL, 1));
    assertThat(report.series()).isEqualTo(1);
  }

  @Test
  void sortsLabelsAndStripsEmptyOnes() {
    assertThat(labels(ConflictPolicy.REPLACE, series("b", "1", "a", "", "__name__", "up")))
        .containsExactly(
            Map.entry("__name__", "up"),
            Map.entry("b", "1"),
            Map.entry("tenant", "acme"),
            Map.entry("vpc", "vpc-acme"));
  }

  @Test
  void refusesOnlyTheSeriesWithAnOddReference() {
    var report = splice(ConflictPolicy.REPLACE, series("__name__", "up", "job"), good());

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.ODD_LABEL_REFERENCES, 1));
    assertThat(report.offenders()).containsExactly("up{job=\"?\"}: odd number of label references");
    assertThat(report.series()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(ints = {99, -1, Integer.MIN_VALUE})
  void refusesOnlyTheSeriesWithAReferenceOutOfRange(int ref) {
    var inLabels = series("__name__", "up", "job", "x").addLabelsRefs(ref("a")).addLabelsRefs(ref);
    var inExemplar = good().addExemplars(Exemplar.newBuilder().addLabelsRefs(ref).addLabelsRefs(0));
    var inHelp = good().setMetadata(Metadata.newBuilder().setHelpRef(ref));
    var inUnit = good().setMetadata(Metadata.newBuilder().setUnitRef(ref));

    var report = splice(ConflictPolicy.REPLACE, inLabels, inExemplar, inHelp, inUnit, good());

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.INVALID_SYMBOL_REFERENCE, 4));
    assertThat(report.offenders())
        .first()
        .isEqualTo("up{job=\"x\", a=\"?\"}: symbol reference out of range");
    assertThat(report.series()).isEqualTo(1);
  }

  @Test
  void refusesOnlyTheSeriesWithAnOddReferenceInAnExemplar() {
    var odd = good().addExemplars(Exemplar.newBuilder().addLabelsRefs(0));

    assertThat(splice(ConflictPolicy.REPLACE, odd, good()).refused())
        .containsOnly(Map.entry(RefusalReason.ODD_LABEL_REFERENCES, 1));
  }

  @Test
  void writesASymbolThatIsNotUtf8AsAnEmptyOneAndNoSeriesWithIt() {
    var good = good().build();
    var bad = series("__name__", "up").addLabelsRefs(ref("job")).addLabelsRefs(symbols.size());
    var badHelp = good().setMetadata(Metadata.newBuilder().setHelpRef(symbols.size()));
    var badExemplar =
        good()
            .addExemplars(
                Exemplar.newBuilder().addLabelsRefs(ref("job")).addLabelsRefs(symbols.size()));
    var body =
        concat(
            request(),
            field(4, ByteString.copyFrom(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80})),
            Request.newBuilder()
                .addSymbols("behind")
                .addTimeseries(good)
                .addTimeseries(bad)
                .addTimeseries(badHelp)
                .addTimeseries(badExemplar)
                .build()
                .toByteString());

    var report = splice(ConflictPolicy.REPLACE, body);

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.INVALID_UTF8, 3));
    assertThat(written().getSymbols(symbols.size())).isEmpty();
    assertThat(written().getSymbols(symbols.size() + 1)).isEqualTo("behind");
    assertThat(report.series()).isEqualTo(1);
  }

  @Test
  void refusesALabelNameThatWouldMakeComparingExpensive() {
    var report =
        splice(
            ConflictPolicy.REPLACE,
            series("__name__", "up", "a".repeat(1025), "x"),
            series("__name__", "up", "a".repeat(1024), "x"));

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.LABEL_NAME_TOO_LONG, 1));
    assertThat(report.series()).isEqualTo(1);
  }

  @Test
  void refusesTooManyLabels() {
    var labels = new ArrayList<>(List.of("__name__", "up"));
    for (int i = 0; i < LabelResolver.MOST_LABELS; i++) {
      labels.addAll(List.of("label" + (100_000 + i), "x"));
    }
    var series = series(labels.toArray(String[]::new));

    assertThat(splice(ConflictPolicy.REPLACE, series, good()).refused())
        .containsOnly(Map.entry(RefusalReason.TOO_MANY_LABELS, 1));
  }

  @ParameterizedTest
  @CsvSource({"3, true, true", "3, true, false", "4, false, true", "4, false, false"})
  void refusesASeriesThatWouldHaveMoreLabelsThanItMay(int labels, boolean fits, boolean inOrder) {
    var sent = new ArrayList<String>();
    for (int i = 1; i < labels; i++) {
      sent.addAll(List.of("a" + i, "x"));
    }
    sent.addAll(inOrder ? 0 : sent.size(), List.of("__name__", "up"));
    var body = request(series(sent.toArray(String[]::new))).toByteArray();

    var report =
        SymbolizedRequestSplicer.splice(
            body,
            body.length,
            Plans.limited(FORCED, new LabelLimits(5, 1024, 1024)),
            Plans.ANY_TIME,
            out,
            NO_LIMIT);

    assertThat(report.refused())
        .isEqualTo(fits ? Map.of() : Map.of(RefusalReason.TOO_MANY_LABELS, 1));
  }

  @Test
  void writesAllLabelsOfASeriesWithAsManyAsThereMayBe() {
    var labels = new ArrayList<>(List.of("vpc", "x", "tenant", "y", "__name__", "up"));
    for (int i = 5; i < LabelResolver.MOST_LABELS; i++) {
      labels.addAll(List.of("l" + i, "x"));
    }

    assertThat(labels(ConflictPolicy.KEEP_AS_EXPORTED, series(labels.toArray(String[]::new))))
        .hasSize(LabelResolver.MOST_LABELS);
  }

  @Test
  void writesASeriesWithSamplesAndHistogramsAsTwo() {
    var series =
        good()
            .addHistograms(Histogram.newBuilder().setTimestamp(2))
            .addExemplars(exemplar("trace_id", "1"))
            .setMetadata(Metadata.newBuilder().setType(MetricType.METRIC_TYPE_COUNTER));

    var report = splice(ConflictPolicy.REPLACE, series);

    var resolved = ResolvedSeries.of(written());
    assertThat(resolved.getFirst().labels()).isEqualTo(resolved.getLast().labels());
    assertThat(resolved).extracting(one -> one.samples().size()).containsExactly(1, 0);
    assertThat(resolved).extracting(one -> one.histograms().size()).containsExactly(0, 1);
    assertThat(resolved).extracting(one -> one.exemplars().size()).containsExactly(1, 0);
    assertThat(resolved).extracting(one -> one.metadata().isPresent()).containsExactly(true, false);
    assertThat(report.series()).isEqualTo(2);
    assertThat(report.written()).isEqualTo(new PartCounts(1, 1, 1));
  }

  @Test
  void takesForgedLabelsOutOfExemplars() {
    var exemplar =
        exemplar("vpc", "other", "trace_id", "1", "tenant", "x").setValue(2).setTimestamp(3);

    var report = splice(ConflictPolicy.REPLACE, good().addExemplars(exemplar));

    var expected = exemplar("trace_id", "1").setValue(2).setTimestamp(3).build();
    assertThat(written().getTimeseries(0).getExemplarsList()).containsExactly(expected);
    assertThat(report.forgedLabels()).isEqualTo(2);
  }

  @Test
  void countsSeriesThatCarryExemplarsOnly() {
    var lone = series("__name__", "up").addExemplars(exemplar("trace_id", "1"));

    var report =
        splice(
            ConflictPolicy.REPLACE,
            lone.clone(),
            lone.clone().setCreatedTimestamp(START),
            good().addExemplars(exemplar("trace_id", "1")));

    assertThat(report.loneExemplars()).isEqualTo(2);
    assertThat(report.written().exemplars()).isEqualTo(3);
  }

  @Test
  void writesRepeatedMetadataMergedAndOnce() {
    var labels = series("__name__", "up").build().toByteString();
    var first =
        Metadata.newBuilder()
            .setType(MetricType.METRIC_TYPE_COUNTER)
            .setHelpRef(ref("help"))
            .build();
    var second =
        Metadata.newBuilder().setType(MetricType.METRIC_TYPE_GAUGE).setUnitRef(ref("unit")).build();
    var series = concat(labels, field(5, first.toByteString()), field(5, second.toByteString()));

    splice(ConflictPolicy.REPLACE, concat(request(), field(5, series)));

    var metadata = written().getTimeseries(0).getMetadata();
    assertThat(ResolvedSeries.metadata(metadata, written()::getSymbols))
        .isEqualTo(new ResolvedMetadata(2, "help", "unit"));
    assertThat(out.length()).isEqualTo(written().getSerializedSize());
  }

  @Test
  void doesNotCopyUnknownFields() {
    var metadata = Metadata.newBuilder().setHelpRef(ref("help"));
    var inMetadata = good().setMetadata(metadata.clone().setUnknownFields(UNKNOWN));
    var inSeries = good().setMetadata(metadata).setUnknownFields(UNKNOWN);
    var body = request(inMetadata, inSeries).concat(varintField(11, 7));

    splice(ConflictPolicy.REPLACE, body);

    assertThat(written().getUnknownFields().asMap()).isEmpty();
    assertThat(written().getTimeseriesList())
        .hasSize(2)
        .allSatisfy(series -> {
          assertThat(series.getUnknownFields().asMap()).isEmpty();
          assertThat(series.getMetadata()).isEqualTo(metadata.build());
        });
  }

  @Test
  void givesTheStartOfASeriesToItsSamplesAndHistograms() {
    var series =
        series("__name__", "up")
            .setCreatedTimestamp(START)
            .addSamples(Sample.newBuilder().setTimestamp(1))
            .addSamples(Sample.newBuilder().setTimestamp(2).setStartTimestamp(7))
            .addHistograms(Histogram.newBuilder().setTimestamp(3))
            .addHistograms(Histogram.newBuilder().setTimestamp(4).setStartTimestamp(8));

    splice(ConflictPolicy.REPLACE, series);

    assertThat(written().getTimeseriesList())
        .extracting(TimeSeries::getCreatedTimestamp)
        .containsExactly(START, START);
    assertThat(written().getTimeseries(0).getSamplesList())
        .extracting(Sample::getStartTimestamp)
        .containsExactly(START, 7L);
    assertThat(written().getTimeseries(1).getHistogramsList())
        .extracting(Histogram::getStartTimestamp)
        .containsExactly(START, 8L);
  }

  @Test
  void givesTheCommonStartOfSamplesToTheirSeries() {
    var started = Sample.newBuilder().setStartTimestamp(START);
    var common = series("__name__", "up").addSamples(started).addSamples(started);
    var mixed = common.clone().addSamples(started.clone().setStartTimestamp(7));
    var partial = common.clone().addSamples(Sample.newBuilder());
    var histogram =
        series("__name__", "up").addHistograms(Histogram.newBuilder().setStartTimestamp(START));

    splice(ConflictPolicy.REPLACE, common, mixed, partial, histogram);

    assertThat(written().getTimeseriesList())
        .extracting(TimeSeries::getCreatedTimestamp)
        .containsExactly(START, 0L, 0L, START);
    assertThat(written().getTimeseries(1).getSamplesList()).isEqualTo(mixed.getSamplesList());
    assertThat(written().getTimeseries(2).getSamplesList()).isEqualTo(partial.getSamplesList());
  }

  @Test
  void addsNothingToASeriesWithoutAnyStart() {
    var series = good().setCreatedTimestamp(0).addSamples(Sample.newBuilder().setStartTimestamp(0));

    splice(ConflictPolicy.REPLACE, series);

    assertThat(written().getTimeseries(0).toBuilder().clearLabelsRefs().build().toByteString())
        .isEqualTo(series.clone().clearLabelsRefs().build().toByteString());
  }

  @Test
  void keepsStaleMarkersBitForBit() {
    var stale = Sample.newBuilder().setValue(Double.longBitsToDouble(STALE)).setTimestamp(1);

    splice(
        ConflictPolicy.REPLACE,
        series("__name__", "up").addSamples(stale),
        series("job", "x", "__name__", "up").addSamples(stale));

    assertThat(written().getTimeseriesList())
        .allSatisfy(series ->
            assertThat(Double.doubleToRawLongBits(series.getSamples(0).getValue()))
                .isEqualTo(STALE));
  }

  @Test
  void countsSeriesThatReplacingMakesOne() {
    var report =
        splice(
            ConflictPolicy.REPLACE,
            series("__name__", "up"),
            series("__name__", "up", "tenant", "x"),
            series("__name__", "up", "tenant", "x"),
            series("__name__", "down", "tenant", "x"));

    assertThat(report.mergedSeries()).isEqualTo(2);
  }

  @Test
  void findsMergedSeriesThroughCopiesOfSymbols() {
    var one = series("__name__", "up", "tenant", "x").build();
    symbols.addAll(List.of("__name__", "up", "tenant", "x"));
    int copies = symbols.size() - 4;
    var same = TimeSeries.newBuilder();
    for (int ref = copies; ref < copies + 4; ref++) {
      same.addLabelsRefs(ref);
    }

    assertThat(splice(ConflictPolicy.REPLACE, one.toBuilder(), same).mergedSeries()).isZero();
    assertThat(
            splice(ConflictPolicy.REPLACE, one.toBuilder(), same, series("__name__", "up"))
                .mergedSeries())
        .isEqualTo(1);
  }

  @Test
  void readsSymbolsThatComeAfterTheSeries() {
    var series = good().build();
    var body = concat(field(5, series.toByteString()), request());

    splice(ConflictPolicy.REPLACE, body);

    assertThat(ResolvedSeries.of(written()).getFirst().labels())
        .contains(Map.entry("__name__", "up"), Map.entry("tenant", "acme"));
  }

  @Test
  void acceptsUnpackedReferencesLongVarintsAndReferencesAfterSamples() {
    int name = ref("__name__");
    int up = ref("up");
    var sample = Sample.newBuilder().setValue(1).setTimestamp(-1).build();
    var series =
        concat(
            varint(1 << 3),
            longVarint(name),
            field(2, sample.toByteString()),
            field(1, longVarint(up)));

    splice(ConflictPolicy.REPLACE, concat(request(), field(5, series)));

    assertThat(written().getTimeseries(0).getSamplesList()).containsExactly(sample);
    assertThat(ResolvedSeries.of(written()).getFirst().labels())
        .contains(Map.entry("__name__", "up"));
  }

  @Test
  void countsItsOwnSymbolsAgainstItsOutputLimit() {
    var body = request(series("__name__", "up", "tenant", "x"));
    splice(ConflictPolicy.KEEP_AS_EXPORTED, body);
    int needed = out.length();

    // What is left for a length that might have been longer is not given back.
    assertThat(splice(body, needed + 6).series()).isEqualTo(1);
    assertThatThrownBy(() -> splice(body, needed - "exported_tenant".length()))
        .isInstanceOf(OutputLimitExceededException.class);
  }

  @Test
  void neverWritesMoreThanItsOutputLimit() {
    var body = request(series("__name__", "up", "tenant", "x"), good());
    splice(ConflictPolicy.KEEP_AS_EXPORTED, body);
    int needed = out.length();

    for (int limit = 0; limit < needed; limit++) {
      int outputLimit = limit;
      assertThatThrownBy(() -> splice(body, outputLimit))
          .isInstanceOf(OutputLimitExceededException.class);
    }
  }

  @Test
  void refusesMoreSymbolsThanItCanNumber() {
    byte[] body = new byte[2 * (SymbolizedRequestSplicer.MOST_SENT_SYMBOLS + 1)];
    for (int i = 0; i < body.length; i += 2) {
      body[i] = SymbolTable.TAG;
    }

    assertThatThrownBy(() -> splice(ConflictPolicy.REPLACE, ByteString.copyFrom(body)))
        .isInstanceOf(MalformedWriteRequestException.class)
        .hasMessageContaining("symbols");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2a", // no length
        "2a05", // a length that runs past its message
        "2affffffff0f", // a length of 4 GiB
        "2a808080808080808080808001", // a varint of twelve bytes
        "2b2c", // a group
        "00", // field number 0
        "20", // symbols of the wrong wire type
        "2801", // a series of the wrong wire type
        "2a020a05", // references that run past their series
        "2a030a0180", // a truncated reference
        "2a050d00000000", // references of the wrong wire type
        "2a0412020900", // a truncated double in a sample
        "2a0412020801", // a value of the wrong wire type
        "2a0412021100", // a timestamp of the wrong wire type
        "2a04120219ff", // a start timestamp of the wrong wire type
        "2a051a038a0100", // a histogram's start timestamp of the wrong wire type
        "2a0422020a05", // an exemplar's references that run past it
        "2a0422021200", // an exemplar's value of the wrong wire type
        "2a042a020a00", // a type of the wrong wire type
        "2a042a021a00", // a help reference of the wrong wire type
        "2a023200", // a created timestamp of the wrong wire type
      })
  void refusesWhatIsNoProtobuf(String hex) {
    var body = ByteString.copyFrom(HexFormat.of().parseHex(hex));

    assertThatThrownBy(() -> splice(ConflictPolicy.REPLACE, body))
        .isInstanceOf(MalformedWriteRequestException.class);
  }

  @Test
  void refusesATimestampOfMoreBytesThanAVarintHas() {
    var timestamp = ByteString.copyFrom(HexFormat.of().parseHex("1080808080808080808080" + "01"));
    var series = series("__name__", "up").build().toByteString().concat(field(2, timestamp));

    assertThatThrownBy(() -> splice(ConflictPolicy.REPLACE, concat(request(), field(5, series))))
        .isInstanceOf(MalformedWriteRequestException.class)
        .hasMessageContaining("64 bits");
  }

  private TimeSeries.Builder good() {
    return series("__name__", "up").addSamples(Sample.newBuilder().setValue(1).setTimestamp(2));
  }

  private TimeSeries.Builder series(String... labels) {
    var series = TimeSeries.newBuilder();
    Arrays.stream(labels).forEach(text -> series.addLabelsRefs(ref(text)));
    return series;
  }

  private Exemplar.Builder exemplar(String... labels) {
    var exemplar = Exemplar.newBuilder();
    Arrays.stream(labels).forEach(text -> exemplar.addLabelsRefs(ref(text)));
    return exemplar;
  }

  private int ref(String text) {
    return refs.computeIfAbsent(
        text,
        _ -> {
          symbols.add(text);
          return symbols.size() - 1;
        });
  }

  private ByteString request(TimeSeries.Builder... series) {
    var request = Request.newBuilder().addAllSymbols(symbols);
    Arrays.stream(series).forEach(request::addTimeseries);
    return request.build().toByteString();
  }

  private SpliceReport splice(ConflictPolicy policy, TimeSeries.Builder... series) {
    return splice(policy, request(series));
  }

  private SpliceReport splice(ConflictPolicy policy, ByteString body) {
    return SymbolizedRequestSplicer.splice(
        body.toByteArray(), body.size(), Plans.open(FORCED, policy), Plans.ANY_TIME, out, NO_LIMIT);
  }

  private SpliceReport splice(ByteString body, int outputLimit) {
    return SymbolizedRequestSplicer.splice(
        body.toByteArray(),
        body.size(),
        Plans.open(FORCED, ConflictPolicy.KEEP_AS_EXPORTED),
        Plans.ANY_TIME,
        out,
        outputLimit);
  }

  private List<Map.Entry<String, String>> labels(ConflictPolicy policy, TimeSeries.Builder series) {
    splice(policy, series);
    return ResolvedSeries.of(written()).getFirst().labels();
  }

  private Request written() {
    try {
      return Request.parseFrom(ByteString.copyFrom(out.array(), 0, out.length()));
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("wrote what protobuf cannot read", e);
    }
  }
}
