package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.SeriesExample.encode;
import static io.promferry.gateway.wire.SeriesExample.series;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of a series and of the counts by what a gate says. */
class GateVerdictTest {
  private static final Map<String, String> FORCED = Map.of("tenant", "acme");

  private final Output out = new Output();

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void countsWhatIsDroppedAsReceivedAndNotAsWritten(WriteVersion version) {
    byte[] body =
        encode(
            version,
            series("up").withSample(1).withExemplar(1),
            series("go_info").withSample(2).withSample(3).withExemplar(1),
            series("go_hist").withHistogramAt(5),
            series("go_mixed", "z", "1", "a", "2").withSample(4).withHistogramAt(5));

    var report =
        splice(
            body,
            version,
            labels ->
                labels.metricName().startsWith("go_")
                    ? SeriesVerdict.DROPPED
                    : SeriesVerdict.UNCHANGED);

    assertThat(report.series()).isEqualTo(1);
    assertThat(report.written()).isEqualTo(new PartCounts(1, 0, 1));
    assertThat(report.droppedByRules())
        .isEqualTo(new SpliceReport.Dropped(3, new PartCounts(3, 2, 1)));
    assertThat(report.received()).isEqualTo(new PartCounts(4, 2, 2));
    assertThat(report.refused()).isEmpty();
    assertThat(report.newestTimestamp()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void tellsTheSenderWhatIsRefused(WriteVersion version) {
    byte[] body = encode(version, series("up", "job", "x").withSample(1));

    var report = splice(body, version, _ -> new SeriesVerdict.Refused(RefusalReason.ACTIVE_SERIES));

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.ACTIVE_SERIES, 1));
    assertThat(report.offenders())
        .containsExactly(
            "up{job=\"x\", tenant=\"acme\"}: new series over the limit of active series");
    assertThat(report.written()).isEqualTo(PartCounts.NONE);
    assertThat(report.received()).isEqualTo(new PartCounts(1, 0, 0));
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void asksOnceAboutASeriesThatBecomesTwo(WriteVersion version) {
    byte[] body = encode(version, series("up").withSample(1).withHistogramAt(5));
    var asked = new ArrayList<String>();

    var report =
        splice(
            body,
            version,
            labels -> {
              asked.add(labels.metricName());
              return SeriesVerdict.UNCHANGED;
            });

    assertThat(asked).containsExactly("up");
    assertThat(report.series()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void editsBothPiecesOfASeries(WriteVersion version) throws InvalidProtocolBufferException {
    byte[] body = encode(version, series("up").withSample(1).withHistogramAt(5));

    splice(
        body,
        version,
        labels ->
            new SeriesVerdict.Edited(
                LabelEdit.of(labels, Map.of("__name__", "down", "tenant", "acme"))));

    assertThat(DecodedRequest.of(written().toByteArray(), version).series())
        .extracting(DecodedRequest.Series::metricName)
        .containsExactly("down", "down");
  }

  /** The same bytes of a series mean other labels where the symbols are others. */
  @Test
  void remembersSeriesByTheirLabelsAndNotByTheirReferences() throws InvalidProtocolBufferException {
    var remembered = new HashMap<List<Long>, SeriesVerdict>();
    SeriesGate gate =
        labels ->
            remembered.computeIfAbsent(
                List.of(labels.hash(), labels.secondHash()),
                _ ->
                    labels.metricName().equals("go_info")
                        ? SeriesVerdict.DROPPED
                        : new SeriesVerdict.Edited(
                            LabelEdit.of(
                                labels,
                                Map.of("__name__", labels.metricName() + 2, "tenant", "acme"))));
    var names = List.of("up", "go_info", "down", "up");

    var written = new ArrayList<String>();
    for (String name : names) {
      splice(symbolized(name), WriteVersion.RW2, gate);
      DecodedRequest.of(Request.parseFrom(written()))
          .series()
          .forEach(series -> written.add(series.metricName()));
    }

    assertThat(written).containsExactly("up2", "down2", "up2");
    assertThat(remembered).hasSize(3);
  }

  private static byte[] symbolized(String name) {
    return Request.newBuilder()
        .addAllSymbols(List.of("", "__name__", name))
        .addTimeseries(
            TimeSeries.newBuilder()
                .addAllLabelsRefs(List.of(1, 2))
                .addSamples(Sample.newBuilder().setTimestamp(1)))
        .build()
        .toByteArray();
  }

  /** Whoever refers to one long symbol many times must not make the gateway write it out so. */
  @Test
  void countsLabelsThatAreWrittenOutAgainstTheOutputLimit() {
    var request = Request.newBuilder().addAllSymbols(List.of("", "__name__", "x".repeat(1_000)));
    for (int i = 0; i < 100; i++) {
      request.addTimeseries(TimeSeries.newBuilder().addAllLabelsRefs(List.of(1, 2)));
    }
    byte[] body = request.build().toByteArray();
    var open = Plans.open(FORCED, ConflictPolicy.REPLACE);
    var gated = Plans.gated(FORCED, ConflictPolicy.REPLACE, _ -> SeriesVerdict.UNCHANGED);

    assertThat(
            SymbolizedRequestSplicer.splice(body, body.length, open, Plans.ANY_TIME, out, 50_000)
                .series())
        .isEqualTo(100);
    assertThatThrownBy(() ->
            SymbolizedRequestSplicer.splice(body, body.length, gated, Plans.ANY_TIME, out, 50_000))
        .isInstanceOf(OutputLimitExceededException.class);
  }

  private SpliceReport splice(byte[] body, WriteVersion version, SeriesGate gate) {
    return Plans.splice(
        body, version, Plans.gated(FORCED, ConflictPolicy.REPLACE, gate), Plans.ANY_TIME, out);
  }

  private ByteString written() {
    return ByteString.copyFrom(out.array(), 0, out.length());
  }
}
