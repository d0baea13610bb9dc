package io.promferry.gateway.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v2.Request;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The splice of Remote Write 2.0 against the oracle and against broken bytes. */
class SymbolizedRequestFuzzTest {
  private static final Map<String, String> FORCED = Map.of("tenant", "acme", "vpc", "vpc-acme");
  private static final int NO_LIMIT = 64 << 20;

  private final Output out = new Output();

  @ParameterizedTest
  @EnumSource(ConflictPolicy.class)
  void doesToRandomRequestsWhatTheOracleDoes(ConflictPolicy policy)
      throws InvalidProtocolBufferException {
    var requests = new RandomSymbolizedRequests(new SplittableRandom(42));
    var oracle = new SymbolizedRequestOracle(FORCED, policy);
    for (int i = 0; i < 20_000; i++) {
      var request = requests.next();
      var expected = oracle.apply(request);

      var report = splice(request.body().toByteArray(), policy);

      assertThat(ResolvedSeries.of(written())).as("request %s", i).isEqualTo(expected);
      assertCounts(report, expected);
    }
  }

  @Test
  void keepsTheIndexesOfAllSymbols() throws InvalidProtocolBufferException {
    var requests = new RandomSymbolizedRequests(new SplittableRandom(5));
    for (int i = 0; i < 2_000; i++) {
      var request = requests.next();
      splice(request.body().toByteArray(), ConflictPolicy.KEEP_AS_EXPORTED);

      List<ByteString> sent =
          request.symbols().stream()
              .map(symbol -> symbol.isValidUtf8() ? symbol : ByteString.EMPTY)
              .toList();
      assertThat(written().getSymbolsList().asByteStringList())
          .startsWith(sent.toArray(ByteString[]::new));
    }
  }

  @Test
  void refusesEveryTruncationThatProtobufRefuses() {
    var requests = new RandomSymbolizedRequests(new SplittableRandom(7));
    for (int i = 0; i < 50; i++) {
      byte[] good = requests.next().body().toByteArray();
      for (int length = 0; length < good.length; length++) {
        agreesWithProtobuf(Arrays.copyOf(good, length));
      }
    }
  }

  @Test
  void neverAcceptsAFlippedByteThatProtobufRefuses() {
    var requests = new RandomSymbolizedRequests(new SplittableRandom(9));
    var random = new SplittableRandom(10);
    for (int i = 0; i < 200; i++) {
      byte[] good = requests.next().body().toByteArray();
      for (int position = 0; position < good.length; position++) {
        byte[] flipped = good.clone();
        flipped[position] ^= (byte) (1 << random.nextInt(8));
        agreesWithProtobuf(flipped);
      }
    }
  }

  private static void assertCounts(SpliceReport report, List<ResolvedSeries> series) {
    assertThat(report.series()).isEqualTo(series.size());
    assertThat(report.written())
        .isEqualTo(
            new PartCounts(
                series.stream().mapToInt(one -> one.samples().size()).sum(),
                series.stream().mapToInt(one -> one.histograms().size()).sum(),
                series.stream().mapToInt(one -> one.exemplars().size()).sum()));
    assertThat(report.loneExemplars())
        .isEqualTo(
            (int)
                series.stream()
                    .filter(one -> one.samples().isEmpty() && one.histograms().isEmpty())
                    .filter(one -> !one.exemplars().isEmpty())
                    .count());
  }

  /** Whatever is accepted, protobuf accepts too but for UTF-8, and it has just our two labels. */
  private void agreesWithProtobuf(byte[] body) {
    try {
      splice(body, ConflictPolicy.REPLACE);
    } catch (MalformedWriteRequestException refused) {
      assertThat(refused.offset()).isBetween(0, body.length);
      return;
    }
    try {
      assertThat(Request.parseFrom(body)).isNotNull();
    } catch (InvalidProtocolBufferException e) {
      assertThat(e).hasMessageContaining("UTF-8");
    }
    for (ResolvedSeries series : ResolvedSeries.of(writtenByUs())) {
      assertThat(series.labels())
          .containsOnlyOnce(Map.entry("tenant", "acme"), Map.entry("vpc", "vpc-acme"));
      assertThat(series.labels()).extracting(Map.Entry::getKey).doesNotHaveDuplicates();
    }
  }

  private SpliceReport splice(byte[] body, ConflictPolicy policy) {
    return SymbolizedRequestSplicer.splice(
        body, body.length, Plans.open(FORCED, policy), Plans.ANY_TIME, out, NO_LIMIT);
  }

  private Request writtenByUs() {
    try {
      return written();
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError("wrote what protobuf cannot read", e);
    }
  }

  private Request written() throws InvalidProtocolBufferException {
    return Request.parseFrom(ByteString.copyFrom(out.array(), 0, out.length()));
  }
}
