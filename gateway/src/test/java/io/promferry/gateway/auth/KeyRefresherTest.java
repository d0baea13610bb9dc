package io.promferry.gateway.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class KeyRefresherTest {
  private static final Duration NEVER = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(20);

  private final FakeKeySource source = new FakeKeySource();
  private final KeyRing ring = new KeyRing(source, System::nanoTime);

  @Test
  void fetchesAtOnceAndAfterAFailureSoon() throws Exception {
    try (var _ = KeyRefresher.start(ring, NEVER, SHORT)) {
      await().until(() -> source.fetches() >= 2);
      source.hold(TestIssuer.jwks(TestIssuer.rsa("one")));

      await().until(() -> ring.size() == 1);
    }
  }

  @Test
  void fetchesFromTimeToTime() throws Exception {
    source.hold(TestIssuer.jwks(TestIssuer.rsa("one")));
    try (var _ = KeyRefresher.start(ring, SHORT, NEVER)) {
      await().until(() -> source.fetches() >= 3);
    }
  }

  @Test
  void fetchesWhenAskedButNotMoreOften() throws Exception {
    source.hold(TestIssuer.jwks(TestIssuer.rsa("one")));
    try (var refresher = KeyRefresher.start(ring, NEVER, Duration.ofMillis(300))) {
      await().until(() -> ring.size() == 1);
      int before = source.fetches();

      for (int i = 0; i < 1_000; i++) {
        refresher.ask();
      }
      assertThat(source.fetches()).isEqualTo(before);

      await().until(() -> source.fetches() > before);
      assertThat(source.fetches()).isEqualTo(before + 1);
    }
  }

  @Test
  void canBeAskedAfterItsEnd() {
    var refresher = KeyRefresher.start(ring, NEVER, SHORT);
    refresher.close();

    refresher.ask();

    assertThat(ring.size()).isZero();
  }
}
