package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.SeriesExample.encode;
import static io.promferry.gateway.wire.SeriesExample.series;
import static io.promferry.gateway.wire.WriteVersion.RW1;
import static io.promferry.gateway.wire.WriteVersion.RW2;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v2.Request;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SplitRequestTest {
  private final Output out = new Output();

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void isTheWholeAgainWhenAllPartsOfAnyPartitionAreTakenTogether(WriteVersion version)
      throws InvalidProtocolBufferException {
    var random = new SplittableRandom(21);
    var requests = new SplicedRequests(random);
    var unusual = new UnusualForm(random);
    for (int i = 0; i < 4_000; i++) {
      var request = version == RW1 ? requests.rw1() : requests.rw2();
      byte[] body = i % 3 == 0 ? request.toByteArray() : unusual.of(request);
      var whole = DecodedRequest.of(body, version);
      var split = SplitRequest.of(body, body.length, version);

      var parts = new ArrayList<Object>();
      var counts = PartCounts.NONE;
      for (BitSet units : partition(split.units(), random)) {
        var carried = split.write(units, out);
        var part = DecodedRequest.of(bytes(), version);
        assertThat(carried).isEqualTo(part.counts());
        assertThat(part.metadata()).isEmpty();
        parts.addAll(points(part));
        counts = counts.plus(carried);
      }

      assertThat(parts).as("request %s", i).containsExactlyInAnyOrderElementsOf(points(whole));
      assertThat(counts).isEqualTo(whole.counts());
    }
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void countsUnitsInTheOrderInWhichTheyStand(WriteVersion version) {
    var split =
        split(
            version,
            series("a").withSample(3).withSample(5).withExemplar(1),
            series("b").withHistogram(3, 0),
            series("c"),
            series("d").withExemplar(1).withExemplar(2));
    assertThat(IntStream.range(0, split.units()).mapToObj(split::timestamp))
        .containsExactly(3L, 5L, 7L, 1L);
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void sendsExemplarsWithTheFirstUnitOfTheirSeriesOnly(WriteVersion version) {
    var split = split(version, series("a").withSample(1).withSample(2).withExemplar(1));
    assertThat(split.write(units(0), out)).isEqualTo(new PartCounts(1, 0, 1));
    assertThat(split.write(units(1), out)).isEqualTo(new PartCounts(1, 0, 0));
  }

  @Test
  void leavesExemplarsWithoutASampleAlone() throws InvalidProtocolBufferException {
    var body = encode(RW2, series("a").withExemplar(1), series("a").withSample(1));
    SplitRequest.of(body, body.length, RW2).write(units(0, 1), out);
    assertThat(DecodedRequest.of(bytes(), RW2).bits())
        .isEqualTo(DecodedRequest.of(body, RW2).bits());
  }

  @Test
  void writesOnlySymbolsThatAreUsed() throws InvalidProtocolBufferException {
    var split =
        split(
            RW2,
            series("a").withSample(1).withMetadata(1, "help of a"),
            series("b").withSample(1).withMetadata(1, "help of b"));
    split.write(units(1), out);
    assertThat(Request.parseFrom(bytes()).getSymbolsList())
        .containsExactly("", "__name__", "b", "help of b");
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void writesNothingForNoUnits(WriteVersion version) throws InvalidProtocolBufferException {
    var split = split(version, series("a").withSample(1));
    assertThat(split.write(units(7), out)).isEqualTo(PartCounts.NONE);
    assertThat(DecodedRequest.of(bytes(), version).series()).isEmpty();
  }

  @Test
  void hashesEqualLabelsEquallyAndOthersDifferently() throws InvalidProtocolBufferException {
    var requests = new SplicedRequests(new SplittableRandom(22));
    Map<List<Label>, Long> hashes = new HashMap<>();
    for (int i = 0; i < 2_000; i++) {
      var version = i % 2 == 0 ? RW1 : RW2;
      Message request = version == RW1 ? requests.rw1() : requests.rw2();
      byte[] body = request.toByteArray();
      var split = SplitRequest.of(body, body.length, version);
      int unit = 0;
      for (var series : DecodedRequest.of(body, version).series()) {
        int points = series.samples().size() + series.histograms().size();
        for (int end = unit + Math.max(points, series.exemplars().isEmpty() ? 0 : 1);
            unit < end;
            unit++) {
          var known = hashes.putIfAbsent(series.labels(), split.seriesHash(unit));
          assertThat(known).isIn(null, split.seriesHash(unit));
        }
      }
    }
    assertThat(hashes.values()).hasSizeGreaterThan(500).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void describesAUnit(WriteVersion version) {
    var split = split(version, series("up", "job", "x").withSample(1_700_000_000_000L));
    assertThat(split.describe(0)).isEqualTo("up{job=\"x\"} @1700000000000");
  }

  @Test
  void describesAUnitInOneShortLine() {
    var long_ = "\uD83D\uDE00".repeat(500);
    var split = split(RW1, series("up", "a", "x\ny", "b", long_, "c", long_).withSample(1));
    assertThat(split.describe(0))
        .startsWith("up{a=\"x?y\", b=\"")
        .endsWith("... @1")
        .hasSizeLessThan(200)
        .satisfies(
            text -> assertThat(text.codePoints().filter(c -> c < 0xe000 && c >= 0xd800)).isEmpty());
  }

  /** Each sample, histogram and exemplar with all that its series is. */
  private static List<Object> points(DecodedRequest request) {
    var points = new ArrayList<Object>();
    for (var series : request.series()) {
      var of = List.of(series.labels(), series.metadata(), series.created());
      series.samples().forEach(sample -> points.add(List.of(of, sample.toByteString())));
      series.histograms().forEach(h -> points.add(List.of(of, h.toByteString())));
      for (var exemplar : series.exemplars()) {
        points.add(List.of(of, exemplar.labels(), exemplar.rest().toByteString()));
      }
    }
    return points;
  }

  private static List<BitSet> partition(int units, SplittableRandom random) {
    var parts = List.of(new BitSet(), new BitSet(), new BitSet());
    for (int unit = 0; unit < units; unit++) {
      parts.get(random.nextInt(3)).set(unit);
    }
    return parts;
  }

  private static SplitRequest split(WriteVersion version, SeriesExample... series) {
    var body = encode(version, series);
    return SplitRequest.of(body, body.length, version);
  }

  private static BitSet units(int... units) {
    var set = new BitSet();
    Arrays.stream(units).forEach(set::set);
    return set;
  }

  private byte[] bytes() {
    return Arrays.copyOf(out.array(), out.length());
  }
}
