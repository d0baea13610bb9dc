package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AddressRingTest {
  private static final InetAddress A = InetAddress.ofLiteral("10.0.0.1");
  private static final InetAddress B = InetAddress.ofLiteral("10.0.0.2");
  private static final InetAddress C = InetAddress.ofLiteral("10.0.0.3");

  private final AtomicLong nanos = new AtomicLong();
  private final AddressRing ring = new AddressRing(nanos::get);

  @BeforeEach
  void know() {
    ring.replace(List.of(A, B, C));
  }

  @Test
  void givesEachItsTurn() {
    assertThat(turns(6)).containsExactly(A, B, C, A, B, C);
  }

  @Test
  void sharesTheTurnsOfAFailedOneAmongTheOthers() {
    ring.failed(A);

    assertThat(turns(6)).containsOnly(B, C);
    assertThat(turns(6)).filteredOn(B::equals).hasSize(3);
  }

  @Test
  void triesAFailedOneAgainAfterFiveSeconds() {
    ring.failed(A);
    nanos.addAndGet(Duration.ofSeconds(5).toNanos() - 1);
    assertThat(turns(6)).doesNotContain(A);
    nanos.incrementAndGet();

    assertThat(turns(6)).contains(A);
  }

  @Test
  void triesAllWhenAllFailed() {
    List.of(A, B, C).forEach(ring::failed);

    assertThat(turns(3)).containsExactly(A, B, C);
  }

  @Test
  void forgetsTheFailureOfOneThatWorks() {
    assertThat(ring.failed(A)).isTrue();
    assertThat(ring.failed(A)).isFalse();
    assertThat(ring.worked(A)).isTrue();
    assertThat(ring.worked(A)).isFalse();

    assertThat(turns(3)).contains(A);
  }

  @Test
  void keepsWhatItKnowsOfAnAddressThatStays() {
    ring.failed(A);

    ring.replace(List.of(A, B));

    assertThat(turns(4)).containsOnly(B);
  }

  @Test
  void hasNoneBeforeItIsTold() {
    assertThat(new AddressRing(nanos::get).next()).isEmpty();
  }

  private List<InetAddress> turns(int count) {
    return IntStream.range(0, count).mapToObj(_ -> ring.next().orElseThrow()).toList();
  }
}
