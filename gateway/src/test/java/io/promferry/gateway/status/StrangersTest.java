package io.promferry.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.LogEvents;
import io.promferry.gateway.status.Strangers.Reason;
import io.promferry.gateway.status.Strangers.Stranger;
import io.promferry.gateway.telemetry.HandshakeFailure;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class StrangersTest {
  private static final Instant START = Instant.parse("2026-01-02T09:12:00Z");

  private final SettableClock clock = new SettableClock(START);
  private final Strangers strangers = new Strangers(clock);

  @Test
  void countsByAddressTheLatestFirst() {
    strangers.refused(address(1), credential("unknown"));
    strangers.refused(address(2), credential("missing"));
    clock.advance(Duration.ofSeconds(5));
    strangers.refused(address(1), credential("expired"));

    assertThat(strangers.latest())
        .containsExactly(
            new Stranger(address(1), START.plusSeconds(5), 2, credential("expired")),
            new Stranger(address(2), START, 1, credential("missing")));
  }

  @Test
  void forgetsWhoWasSilentLongest() {
    for (int i = 0; i < Strangers.MOST; i++) {
      strangers.refused(address(i), credential("unknown"));
    }
    strangers.refused(address(0), credential("unknown"));
    strangers.refused(address(Strangers.MOST), credential("unknown"));

    assertThat(strangers.latest())
        .hasSize(Strangers.MOST)
        .extracting(Stranger::address)
        .contains(address(0), address(Strangers.MOST))
        .doesNotContain(address(1));
  }

  @Test
  void logsWhenARefusalBeginsOrBecomesAnother() {
    try (var log = LogEvents.of(Strangers.class)) {
      refusedFor(HandshakeFailure.NOT_TLS);
      refusedFor(HandshakeFailure.NOT_TLS);
      refusedFor(HandshakeFailure.TIMEOUT);
      clock.advance(Strangers.PAUSE);
      refusedFor(HandshakeFailure.TIMEOUT);

      assertThat(log.texts())
          .hasSize(3)
          .allSatisfy(text -> assertThat(text).contains("10.0.0.1", "stage=\"handshake\""));
    }
  }

  @Test
  void logsNoFlood() {
    try (var log = LogEvents.of(Strangers.class)) {
      for (int i = 0; i < 5_000; i++) {
        strangers.refused(address(i), credential("unknown"));
      }
      assertThat(log.texts()).hasSize(Strangers.MOST_LOGGED_A_MINUTE);

      clock.advance(Duration.ofMinutes(1));
      strangers.refused(address(5_000), credential("unknown"));
      assertThat(log.texts()).hasSize(Strangers.MOST_LOGGED_A_MINUTE + 1);
    }
  }

  private void refusedFor(HandshakeFailure failure) {
    strangers.refused(address(1), new Reason.Handshake(failure, null));
  }

  private static Reason credential(String word) {
    return new Reason.Credential(word);
  }

  private static InetAddress address(int number) {
    return InetAddress.ofLiteral("10.0.%d.%d".formatted(number / 256, number % 256));
  }
}
