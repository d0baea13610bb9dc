package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.WriteVersion.RW1;
import static io.promferry.gateway.wire.WriteVersion.RW2;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.InvalidProtocolBufferException;
import io.promferry.proto.v2.Request;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RandomReshapeTest {
  private static final int NO_LIMIT = 64 << 20;

  private final Output out = new Output();

  @ParameterizedTest
  @CsvSource({"RW1, RW1", "RW1, RW2", "RW2, RW1", "RW2, RW2"})
  void doesToRandomRequestsWhatTheOracleDoes(WriteVersion from, WriteVersion to)
      throws InvalidProtocolBufferException {
    var random = new SplittableRandom(42);
    var requests = new SplicedRequests(random);
    var unusual = new UnusualForm(random);
    for (int i = 0; i < 4_000; i++) {
      var request = from == RW1 ? requests.rw1() : requests.rw2();
      byte[] body = i % 3 == 0 ? request.toByteArray() : unusual.of(request);
      var form = new BodyForm(to, random.nextBoolean() ? Set.of() : randomKinds(random));
      var oracle = new ReshapeOracle(DecodedRequest.of(body, from), from, form);

      var report = Reshaper.reshape(body, body.length, from, form, out, NO_LIMIT);

      assertThat(written(to).bits()).as("request %s", i).isEqualTo(oracle.result().bits());
      assertThat(report).as("report %s", i).isEqualTo(oracle.report());
      if (to == RW2) {
        hasATidySymbolTable(Request.parseFrom(bytes()));
      }
    }
  }

  @Test
  void givesAnRw1RequestBackAfterRw2() throws InvalidProtocolBufferException {
    var requests = new SplicedRequests(new SplittableRandom(11));
    for (int i = 0; i < 4_000; i++) {
      var request = requests.rw1ThatBothVersionsCanSay();
      var there = reshape(request.toByteArray(), RW1, RW2);
      var back = DecodedRequest.of(reshape(there, RW2, RW1), RW1);
      assertThat(back.bits()).as("request %s", i).isEqualTo(DecodedRequest.of(request).bits());
    }
  }

  @Test
  void givesAnRw2RequestBackAfterRw1() throws InvalidProtocolBufferException {
    var requests = new SplicedRequests(new SplittableRandom(12));
    for (int i = 0; i < 4_000; i++) {
      var request = requests.rw2ThatBothVersionsCanSay();
      var there = reshape(request.toByteArray(), RW2, RW1);
      var back = DecodedRequest.of(reshape(there, RW1, RW2), RW2);
      assertThat(back.bits()).as("request %s", i).isEqualTo(DecodedRequest.of(request).bits());
    }
  }

  @ParameterizedTest
  @EnumSource(WriteVersion.class)
  void refusesABrokenBodyOrWritesSomething(WriteVersion from) {
    var random = new SplittableRandom(13);
    var requests = new SplicedRequests(random);
    for (int i = 0; i < 200; i++) {
      byte[] good = (from == RW1 ? requests.rw1() : requests.rw2()).toByteArray();
      for (int position = 0; position < good.length; position++) {
        byte[] flipped = good.clone();
        flipped[position] ^= (byte) (1 << random.nextInt(8));
        refusesOrWrites(flipped, from);
        refusesOrWrites(Arrays.copyOf(good, position), from);
      }
    }
  }

  private void refusesOrWrites(byte[] body, WriteVersion from) {
    for (WriteVersion to : WriteVersion.values()) {
      try {
        Reshaper.reshape(body, body.length, from, BodyForm.whole(to), out, NO_LIMIT);
      } catch (MalformedWriteRequestException refused) {
        assertThat(refused.offset()).isBetween(0, body.length);
      }
    }
  }

  private byte[] reshape(byte[] body, WriteVersion from, WriteVersion to) {
    Reshaper.reshape(body, body.length, from, BodyForm.whole(to), out, NO_LIMIT);
    return bytes();
  }

  private static void hasATidySymbolTable(Request request) {
    assertThat(request.getSymbols(0)).isEmpty();
    assertThat(request.getSymbolsList()).doesNotHaveDuplicates();
    var used = new HashSet<>(Set.of(0));
    for (var series : request.getTimeseriesList()) {
      used.addAll(series.getLabelsRefsList());
      series.getExemplarsList().forEach(e -> used.addAll(e.getLabelsRefsList()));
      used.add(series.getMetadata().getHelpRef());
      used.add(series.getMetadata().getUnitRef());
    }
    assertThat(used).hasSize(request.getSymbolsCount());
  }

  private static Set<PartKind> randomKinds(SplittableRandom random) {
    var kinds = EnumSet.noneOf(PartKind.class);
    for (PartKind kind : PartKind.values()) {
      if (random.nextInt(3) == 0) {
        kinds.add(kind);
      }
    }
    return kinds;
  }

  private DecodedRequest written(WriteVersion version) throws InvalidProtocolBufferException {
    return DecodedRequest.of(bytes(), version);
  }

  private byte[] bytes() {
    return Arrays.copyOf(out.array(), out.length());
  }
}
