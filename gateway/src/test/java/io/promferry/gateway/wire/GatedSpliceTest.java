package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.RandomRequests.label;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v1.Label;
import io.promferry.proto.v1.WriteRequest;
import io.promferry.proto.v2.Histogram;
import io.promferry.proto.v2.Request;
import io.promferry.proto.v2.Sample;
import io.promferry.proto.v2.TimeSeries;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The splices of both versions with a gate, against the oracles and against broken bytes. */
class GatedSpliceTest {
  private static final Map<String, String> FORCED = Map.of("tenant", "acme", "vpc", "vpc-acme");
  private static final Comparator<ByteString> BY_BYTES =
      ByteString.unsignedLexicographicalComparator();

  private final Output out = new Output();
  private final RandomGate gate = new RandomGate(FORCED.keySet());

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void doesToRandomRequestsOfRw1WhatTheOracleDoes(ConflictPolicy policy)
      throws InvalidProtocolBufferException {
    var requests = new RandomRequests(new SplittableRandom(42));
    var oracle = new ForcedLabelsOracle(FORCED, policy, gate::oracle);
    for (int i = 0; i < 5_000; i++) {
      var request = requests.next();
      var expected = oracle.apply(request);
      var report = splice(request.toByteArray(), WriteVersion.RW1, policy);

      assertThat(WriteRequest.parseFrom(written())).as("request %s", i).isEqualTo(expected);
      assertThat(report.written()).isEqualTo(DecodedRequest.of(expected).counts());
      assertThat(report.received()).isEqualTo(DecodedRequest.of(request).counts());
      assertThat(report.newestTimestamp()).isEqualTo(newest(DecodedRequest.of(expected)));
    }
    assertThat(gate.edited).isGreaterThan(500);
  }

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void doesToRandomRequestsOfRw2WhatTheOracleDoes(ConflictPolicy policy)
      throws InvalidProtocolBufferException {
    var requests = new RandomSymbolizedRequests(new SplittableRandom(42));
    var oracle = new SymbolizedRequestOracle(FORCED, policy, gate::oracle);
    for (int i = 0; i < 5_000; i++) {
      var request = requests.next();
      var report = splice(request.body().toByteArray(), WriteVersion.RW2, policy);

      var written = Request.parseFrom(written());
      assertThat(ResolvedSeries.of(written)).as("request %s", i).isEqualTo(oracle.apply(request));
      assertThat(report.written()).isEqualTo(counts(written.getTimeseriesList()));
      assertThat(report.received()).isEqualTo(counts(request.series()));
      assertThat(report.newestTimestamp()).isEqualTo(newest(DecodedRequest.of(written)));
    }
    assertThat(gate.edited).isGreaterThan(500);
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void countsWhatTheGateHasSaid(WriteVersion version) {
    var bodies = bodies(version);
    int dropped = 0;
    int refused = 0;
    int passed = 0;
    for (int i = 0; i < 2_000; i++) {
      var report = splice(bodies.get(), version, ConflictPolicy.KEEP_AS_EXPORTED);
      dropped += report.droppedByRules().series();
      refused += report.refused().getOrDefault(RefusalReason.ACTIVE_SERIES, 0);
      passed += report.series();
    }
    assertThat(dropped).isEqualTo(gate.dropped).isPositive();
    assertThat(refused).isEqualTo(gate.refused).isPositive();
    assertThat(passed).isGreaterThan(gate.asked - dropped - refused);
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void makesValidRequestsOfTruncatedOnes(WriteVersion version) {
    var bodies = bodies(version);
    for (int i = 0; i < 30; i++) {
      byte[] good = bodies.get();
      for (int length = 0; length < good.length; length++) {
        writesForcedLabelsOnce(Arrays.copyOf(good, length), version);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void makesValidRequestsOfFlippedBytes(WriteVersion version) {
    var bodies = bodies(version);
    var random = new SplittableRandom(10);
    for (int i = 0; i < 60; i++) {
      byte[] good = bodies.get();
      for (int position = 0; position < good.length; position++) {
        byte[] flipped = good.clone();
        flipped[position] ^= (byte) (1 << random.nextInt(8));
        writesForcedLabelsOnce(flipped, version);
      }
    }
  }

  @Test
  void hashesEqualLabelsOfEitherVersionAlikeAndOthersNot() {
    var labelsByHash = new HashMap<List<Long>, List<String>>();
    var hashesByLabels = new HashMap<List<String>, List<Long>>();
    var seen = new EnumMap<WriteVersion, Set<List<String>>>(WriteVersion.class);
    for (WriteVersion version : WriteVersion.values()) {
      var texts = seen.computeIfAbsent(version, _ -> new HashSet<>());
      SeriesGate reading =
          labels -> {
            var text = text(labels);
            var hash = List.of(labels.hash(), labels.secondHash());
            assertThat(labelsByHash.computeIfAbsent(hash, _ -> text)).isEqualTo(text);
            assertThat(hashesByLabels.computeIfAbsent(text, _ -> hash)).isEqualTo(hash);
            texts.add(text);
            return SeriesVerdict.UNCHANGED;
          };
      var bodies = bodies(version);
      for (int i = 0; i < 5_000; i++) {
        splice(bodies.get(), version, ConflictPolicy.REPLACE, reading);
      }
    }
    var inBoth = new HashSet<>(seen.getOrDefault(WriteVersion.RW1, Set.of()));
    inBoth.retainAll(seen.getOrDefault(WriteVersion.RW2, Set.of()));
    assertThat(inBoth).hasSizeGreaterThan(30);
    assertThat(labelsByHash).hasSizeGreaterThan(1_000);
  }

  private static List<String> text(ResolvedLabels labels) {
    return Stream.iterate(0, i -> i < labels.size(), i -> i + 1)
        .flatMap(i -> Stream.of(labels.name(i), labels.value(i)))
        .toList();
  }

  private void writesForcedLabelsOnce(byte[] body, WriteVersion version) {
    try {
      splice(body, version, ConflictPolicy.REPLACE);
    } catch (MalformedWriteRequestException refused) {
      assertThat(refused.offset()).isBetween(0, body.length);
      return;
    }
    for (var series : decoded(version).series()) {
      var names = series.labels().stream().map(Label::getName).toList();
      assertThat(names).doesNotHaveDuplicates();
      assertThat(series.labels())
          .contains(label("tenant", "acme"), label("vpc", "vpc-acme"))
          .isSortedAccordingTo(Comparator.comparing(Label::getNameBytes, BY_BYTES));
    }
  }

  private DecodedRequest decoded(WriteVersion version) {
    try {
      return DecodedRequest.of(written().toByteArray(), version);
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("wrote what protobuf cannot read", e);
    }
  }

  private static PartCounts counts(List<TimeSeries> series) {
    return series.stream()
        .map(one ->
            new PartCounts(
                one.getSamplesCount(), one.getHistogramsCount(), one.getExemplarsCount()))
        .reduce(PartCounts.NONE, PartCounts::plus);
  }

  private static long newest(DecodedRequest request) {
    return request.series().stream()
        .flatMapToLong(series ->
            LongStream.concat(
                series.samples().stream().mapToLong(Sample::getTimestamp),
                series.histograms().stream().mapToLong(Histogram::getTimestamp)))
        .max()
        .orElse(Long.MIN_VALUE);
  }

  private static Supplier<byte[]> bodies(WriteVersion version) {
    var random = new SplittableRandom(7);
    return switch (version) {
      case RW1 -> {
        var requests = new RandomRequests(random);
        yield () -> requests.next().toByteArray();
      }
      case RW2 -> {
        var requests = new RandomSymbolizedRequests(random);
        yield () -> requests.next().body().toByteArray();
      }
    };
  }

  private SpliceReport splice(byte[] body, WriteVersion version, ConflictPolicy policy) {
    return splice(body, version, policy, gate);
  }

  private SpliceReport splice(
      byte[] body, WriteVersion version, ConflictPolicy policy, SeriesGate asked) {
    return Plans.splice(body, version, Plans.gated(FORCED, policy, asked), Plans.ANY_TIME, out);
  }

  private ByteString written() {
    return ByteString.copyFrom(out.array(), 0, out.length());
  }
}
