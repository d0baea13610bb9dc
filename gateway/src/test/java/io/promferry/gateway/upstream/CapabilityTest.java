package io.promferry.gateway.upstream;

import static io.promferry.gateway.wire.WriteVersion.RW1;
import static io.promferry.gateway.wire.WriteVersion.RW2;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.config.UpstreamConfig.Protocol;
import org.junit.jupiter.api.Test;

class CapabilityTest {
  private long now = Long.MAX_VALUE - 5;
  private final Capability auto = new Capability(Protocol.AUTO, () -> now);

  @Test
  void triesEachWriteInItsOwnVersionFirst() {
    assertThat(auto.versionFor(RW1)).isEqualTo(RW1);
    assertThat(auto.versionFor(RW2)).isEqualTo(RW2);
  }

  @Test
  void remembersWhatAStoreRefuses() {
    auto.refuses(RW2);

    assertThat(auto.versionFor(RW2)).isEqualTo(RW1);
    assertThat(auto.mayTake(RW2)).isFalse();
    assertThat(auto.versionFor(RW1)).isEqualTo(RW1);
  }

  @Test
  void looksAgainAfterAWhileThoughTheClockHasWrapped() {
    auto.refuses(RW2);
    now += Capability.LASTS.toNanos();
    assertThat(auto.versionFor(RW2)).isEqualTo(RW1);

    now += 1;

    assertThat(auto.versionFor(RW2)).isEqualTo(RW2);
  }

  @Test
  void looksAgainWhenTheStoreWasAway() {
    auto.refuses(RW1);
    assertThat(auto.versionFor(RW1)).isEqualTo(RW2);

    auto.forget();

    assertThat(auto.versionFor(RW1)).isEqualTo(RW1);
  }

  @Test
  void keepsToWhatIsConfigured() {
    var rw1 = new Capability(Protocol.RW1, () -> now);
    var rw2 = new Capability(Protocol.RW2, () -> now);
    rw1.refuses(RW1);

    assertThat(rw1.versionFor(RW2)).isEqualTo(RW1);
    assertThat(rw1.mayTake(RW2)).isFalse();
    assertThat(rw2.versionFor(RW1)).isEqualTo(RW2);
  }
}
