package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.upstream.Exchange.Result.Answered;
import io.promferry.gateway.upstream.Exchange.Result.Lost;
import io.promferry.gateway.upstream.Exchange.Result.NotSent;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store with 100 connections, of which 80 are for anybody. */
class RoomTest extends TransportTests {
  private static final TenantId BETA = new TenantId("beta", "vpc-beta");
  private static final int FOR_ANYBODY = 80;
  private static final int FLOOR = 4;

  private final GatewayMeters meters = new GatewayMeters("test");
  private long now;

  @AfterEach
  void stop() {
    meters.close();
  }

  static Stream<Result> trouble() {
    return Stream.of(
        answer(503),
        answer(429),
        answer(408),
        new Lost("timeout", ""),
        new Lost("connection", ""),
        new NotSent("refused", ""),
        new NotSent("connect_timeout", ""));
  }

  @ParameterizedTest
  @MethodSource("trouble")
  void isLittleWhenTheStoreIsInTrouble(Result result) throws Exception {
    var room = room("http://127.0.0.1:9/write");

    repeat(room, result);

    assertThat(takeAll(room)).isEqualTo(FLOOR);
  }

  static Stream<Result> noTrouble() {
    return Stream.of(
        answer(204),
        answer(400),
        answer(409),
        answer(413),
        answer(401),
        new Lost("abandoned", ""),
        new NotSent("credentials", ""));
  }

  @ParameterizedTest
  @MethodSource("noTrouble")
  void staysAsItIsOtherwise(Result result) throws Exception {
    var room = room("http://127.0.0.1:9/write");

    repeat(room, result);

    assertThat(takeAll(room)).isEqualTo(FOR_ANYBODY);
  }

  @Test
  void staysAsItIsWhenTheStoreLimitsOneOfTheTenantsThatItKnows() throws Exception {
    var room = room("http://127.0.0.1:9/write/{tenant}");

    repeat(room, answer(429));

    assertThat(takeAll(room)).isEqualTo(FOR_ANYBODY);
  }

  @Test
  void isThereForANewcomerWhenOneTenantHasTakenAll() throws Exception {
    var room = room("http://127.0.0.1:9/write");
    takeAll(room);

    assertThat(room.isThereFor(new RoomHolder.OfTenant(BETA))).isTrue();
    assertThat(room.tryTake(new RoomHolder.OfTenant(BETA))).isTrue();
    assertThat(meters.scrape())
        .contains("promferry_upstream_refused_total{reason=\"full\",upstream=\"central\"} 1.0")
        .contains("promferry_upstream_concurrency_limit{upstream=\"central\"} 80.0");
  }

  @Test
  void isThereForTheGatewayItselfToo() throws Exception {
    var room = room("http://127.0.0.1:9/write");
    takeAll(room);
    var gateway = Sender.gatewayFor(ACME.tenant()).holder();

    assertThat(room.tryTake(gateway)).isTrue();
    room.release(gateway);
    assertThat(room.tryTake(Sender.gatewayFor(BETA).holder())).isTrue();
    assertThat(room.tryTake(new RoomHolder.OfTenant(ACME.tenant()))).isFalse();
  }

  private Room room(String url) throws Exception {
    return new Room(config(url, "connections: 100"), meters.upstream("central"), () -> now);
  }

  private void repeat(Room room, Result result) {
    for (int i = 0; i < 20; i++) {
      now += 100_000_000;
      room.noticed(now, result);
    }
  }

  private static int takeAll(Room room) {
    int taken = 0;
    while (room.tryTake(new RoomHolder.OfTenant(ACME.tenant()))) {
      taken++;
    }
    return taken;
  }

  private static Answered answer(int status) {
    return new Answered(StoreAnswer.read(status, _ -> null, ""));
  }
}
