package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Timestamps up to the latest that may be go on, and those after it refuse their series. */
class SamplesAheadTest {
  private static final long LATEST = 1_800_000_000_000L;
  private static final SplicePlan PLAN =
      Plans.open(Map.of("tenant", "acme"), ConflictPolicy.REPLACE);

  private final Output out = new Output();

  @ParameterizedTest
  @CsvSource({
    "RW1, 1800000000000",
    "RW2, 1800000000000",
    "RW1, 0",
    "RW2, 0",
    "RW1, -1",
    "RW2, -1",
    "RW1, -9223372036854775808",
    "RW2, -9223372036854775808"
  })
  void takesASampleThatIsNotAhead(WriteVersion version, long timestamp) {
    var report = report(version, SeriesExample.series("up").withSample(timestamp));

    assertThat(report.refused()).isEmpty();
    assertThat(report.newestTimestamp()).isEqualTo(timestamp);
  }

  @ParameterizedTest
  @CsvSource({
    "RW1, 1800000000001",
    "RW2, 1800000000001",
    "RW1, 9223372036854775807",
    "RW2, 9223372036854775807"
  })
  void refusesTheSeriesOfASampleAhead(WriteVersion version, long timestamp) {
    var ahead = SeriesExample.series("up", "a", "1").withSample(1).withSample(timestamp);
    var report = report(version, ahead, SeriesExample.series("down").withSample(2));

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.SAMPLE_AHEAD, 1));
    assertThat(report.offenders()).containsExactly("up{a=\"1\"}: timestamp too far in the future");
    assertThat(report.written()).isEqualTo(new PartCounts(1, 0, 0));
    assertThat(report.received()).isEqualTo(new PartCounts(3, 0, 0));
    assertThat(report.newestTimestamp()).isEqualTo(2);
  }

  /** Labels out of order, and in RW2 start timestamps: the series has to be rewritten. */
  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void looksAtSeriesThatAreRewritten(WriteVersion version) {
    var good = SeriesExample.series("up", "z", "1", "a", "2").withSample(LATEST, 5);
    var ahead = SeriesExample.series("up", "z", "1", "a", "2").withSample(LATEST + 1, 5);

    var report = report(version, good, ahead);

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.SAMPLE_AHEAD, 1));
    assertThat(report.series()).isEqualTo(1);
    assertThat(report.newestTimestamp()).isEqualTo(LATEST);
  }

  @ParameterizedTest
  @CsvSource({"RW1, a", "RW1, zz", "RW2, a", "RW2, zz"})
  void looksAtHistograms(WriteVersion version, String last) {
    var good = SeriesExample.series("up", "b", "1", last, "2").withHistogramAt(LATEST);
    var ahead = SeriesExample.series("up", "b", "1", last, "2").withHistogramAt(LATEST + 1);

    var report = report(version, good, ahead);

    assertThat(report.refused()).containsOnly(Map.entry(RefusalReason.SAMPLE_AHEAD, 1));
    assertThat(report.written()).isEqualTo(new PartCounts(0, 1, 0));
    assertThat(report.newestTimestamp()).isEqualTo(LATEST);
  }

  /** A gate counts active series, so it must not see one that is refused. */
  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void doesNotAskTheGateAboutASeriesThatIsAhead(WriteVersion version) {
    SeriesGate never =
        _ -> {
          throw new AssertionError("asked about a refused series");
        };
    var plan = Plans.gated(Map.of("tenant", "acme"), ConflictPolicy.REPLACE, never);
    byte[] body = SeriesExample.encode(version, SeriesExample.series("up").withSample(LATEST + 1));

    assertThat(Plans.splice(body, version, plan, LATEST, out).refusedSeries()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void knowsNoNewestTimestampOfExemplars(WriteVersion version)
      throws InvalidProtocolBufferException {
    var report = report(version, SeriesExample.series("up").withExemplar(1));

    assertThat(DecodedRequest.of(written(), version).counts()).isEqualTo(new PartCounts(0, 0, 1));
    assertThat(report.newestTimestamp()).isEqualTo(Long.MIN_VALUE);
  }

  private SpliceReport report(WriteVersion version, SeriesExample... series) {
    return Plans.splice(SeriesExample.encode(version, series), version, PLAN, LATEST, out);
  }

  private byte[] written() {
    return ByteString.copyFrom(out.array(), 0, out.length()).toByteArray();
  }
}
