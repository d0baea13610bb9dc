package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.LogEvents;
import io.promferry.gateway.status.SettableClock;
import io.promferry.gateway.upstream.UpstreamState.Condition;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class UpstreamHealthTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));
  private final UpstreamHealth health = new UpstreamHealth("central", clock);
  private final LogEvents log = LogEvents.of(Upstream.class);

  @AfterEach
  void close() {
    log.close();
  }

  @Test
  void logsThatItIsDownAndThatItIsBack() {
    health.failed("it answered 503");
    health.failed("it answered 502");
    health.succeeded();
    health.succeeded();

    assertThat(log.texts()).hasSize(2);
    assertThat(log.texts().getFirst()).startsWith("upstream unavailable");
    assertThat(log.texts().getLast()).startsWith("upstream available again");
  }

  @Test
  void doesNotLogEachWriteOfATenantThatTheStoreDoesNotServe() {
    for (int i = 0; i < 1_000; i++) {
      health.failed("it answered 429");
      health.succeeded();
    }

    assertThat(log.texts()).hasSize(2);
  }

  @Test
  void logsAFailureThatLastsWhenTheQuietTimeIsOver() {
    health.failed("it answered 503");
    health.succeeded();
    health.failed("it answered 503");
    assertThat(log.texts()).hasSize(2);
    assertThat(health.current().condition()).isEqualTo(Condition.DOWN);

    clock.advance(UpstreamHealth.QUIET);
    health.failed("it answered 503");

    assertThat(log.texts()).hasSize(3);
    assertThat(log.texts().getLast()).startsWith("upstream unavailable");
  }
}
