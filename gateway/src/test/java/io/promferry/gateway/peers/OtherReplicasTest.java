package io.promferry.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.tenant.TenantId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OtherReplicasTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final TenantId BETA = new TenantId("beta", "vpc-beta");
  private static final Duration FRESH = Duration.ofSeconds(6);

  private final AtomicLong nanos = new AtomicLong();
  private final OtherReplicas others = new OtherReplicas("self", FRESH, nanos::get);

  @Test
  void addsUpWhatEachOneTakes() {
    others.heard(report("one", Map.of(ACME, 100.0, BETA, 5.0)));
    others.heard(report("two", Map.of(ACME, 20.0)));

    assertThat(others.count()).isEqualTo(2);
    assertThat(others.samplesPerSecond()).isEqualTo(Map.of(ACME, 120.0, BETA, 5.0));
  }

  @Test
  void countsAReplicaOnceByItsLastReport() {
    others.heard(report("one", Map.of(ACME, 100.0)));
    others.heard(report("one", Map.of(ACME, 30.0)));

    assertThat(others.count()).isOne();
    assertThat(others.samplesPerSecond()).isEqualTo(Map.of(ACME, 30.0));
  }

  @Test
  void neverCountsItself() {
    others.heard(report("self", Map.of(ACME, 100.0)));

    assertThat(others.count()).isZero();
    assertThat(others.samplesPerSecond()).isEmpty();
  }

  @Test
  void forgetsWhatIsTooOld() {
    others.heard(report("one", Map.of(ACME, 100.0)));
    nanos.addAndGet(FRESH.toNanos());
    others.heard(report("two", Map.of(ACME, 20.0)));
    assertThat(others.count()).isEqualTo(2);

    nanos.incrementAndGet();
    assertThat(others.count()).isOne();
    assertThat(others.samplesPerSecond()).isEqualTo(Map.of(ACME, 20.0));
  }

  private static RateReport report(String process, Map<TenantId, Double> rates) {
    return new RateReport("all-have-the-same-name", process, rates);
  }
}
