package io.promferry.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.status.Strangers.Stranger;
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
    strangers.refused(address(1), "unknown");
    strangers.refused(address(2), "missing");
    clock.advance(Duration.ofSeconds(5));
    strangers.refused(address(1), "expired");

    assertThat(strangers.latest())
        .containsExactly(
            new Stranger(address(1), START.plusSeconds(5), 2, "expired"),
            new Stranger(address(2), START, 1, "missing"));
  }

  @Test
  void forgetsWhoWasSilentLongest() {
    for (int i = 0; i < Strangers.MOST; i++) {
      strangers.refused(address(i), "unknown");
    }
    strangers.refused(address(0), "unknown");
    strangers.refused(address(Strangers.MOST), "unknown");

    assertThat(strangers.latest())
        .hasSize(Strangers.MOST)
        .extracting(Stranger::address)
        .contains(address(0), address(Strangers.MOST))
        .doesNotContain(address(1));
  }

  private static InetAddress address(int number) {
    return InetAddress.ofLiteral("10.0.%d.%d".formatted(number / 256, number % 256));
  }
}
