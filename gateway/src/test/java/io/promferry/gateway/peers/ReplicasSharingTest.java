package io.promferry.gateway.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.promferry.gateway.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Several replicas that ask each other, with the limits themselves and on the test's clock. */
class ReplicasSharingTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final long LIMIT = 10_000;
  private static final int MINUTE = 60;

  private final AtomicLong nanos = new AtomicLong();

  /** Demands of each replica as parts of the limit, and what is let through of all of them. */
  @ParameterizedTest
  @CsvSource({
    "3.0 3.0,     1.0",
    "1.0 1.0,     1.0",
    "0.7 0.7,     1.0",
    "5.0 0.1,     1.0",
    "0.3 0.9,     1.0",
    "3.0 3.0 3.0, 1.0",
    "3.0 3.0 0.1, 1.0",
    "0.2 3.0 0.4, 1.0",
    "3.0 0.0,     1.0"
  })
  void letTheLimitThroughTogetherWhenMoreIsSent(String demands, double total) {
    var replicas = replicas(demands);
    run(replicas, MINUTE);
    replicas.forEach(SimulatedReplica::forgetCounts);

    run(replicas, MINUTE);

    double passed = replicas.stream().mapToLong(SimulatedReplica::passed).sum();
    assertThat(passed / MINUTE / LIMIT).isCloseTo(total, within(0.1));
  }

  @ParameterizedTest
  @CsvSource({"0.95 0.0", "0.5 0.45", "0.05 0.9", "0.3 0.3 0.35", "0.95 0.0 0.0"})
  void neverRefuseATenantWithinItsLimit(String demands) {
    var replicas = replicas(demands);

    run(replicas, 5 * MINUTE);

    assertThat(replicas).allSatisfy(replica -> assertThat(replica.refused()).isZero());
  }

  @Test
  void doNotSwing() {
    var replicas = replicas("3.0 3.0 0.1");
    run(replicas, MINUTE);
    var perStretch = new ArrayList<Double>();
    for (int stretch = 0; stretch < 10; stretch++) {
      replicas.forEach(SimulatedReplica::forgetCounts);
      run(replicas, 6);
      perStretch.add(replicas.getFirst().passed() / 6.0 / LIMIT);
    }

    double mean = perStretch.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    assertThat(perStretch).allSatisfy(part -> assertThat(part).isCloseTo(mean, within(0.1)));
  }

  @Test
  void leaveTheWholeRateWhenTheOtherIsSilent() {
    var replicas = replicas("3.0 3.0");
    run(replicas, MINUTE);
    var alone = List.of(replicas.getFirst());
    run(alone, MINUTE);
    alone.getFirst().forgetCounts();

    run(alone, MINUTE);

    assertThat((double) alone.getFirst().passed() / MINUTE / LIMIT).isCloseTo(1, within(0.02));
  }

  private List<SimulatedReplica> replicas(String demands) {
    return DoubleStream.of(
            List.of(demands.split(" ")).stream().mapToDouble(Double::parseDouble).toArray())
        .mapToObj(part -> new SimulatedReplica(ACME, LIMIT, part * LIMIT, nanos))
        .toList();
  }

  /** Tenants send ten times a second; every two seconds all replicas ask at the same moment. */
  private void run(List<SimulatedReplica> replicas, int seconds) {
    for (int tenth = 0; tenth < 10 * seconds; tenth++) {
      nanos.addAndGet(100_000_000);
      replicas.forEach(SimulatedReplica::send);
      if (tenth % 20 == 0) {
        var reports = replicas.stream().map(SimulatedReplica::report).toList();
        replicas.forEach(replica -> replica.ask(reports));
      }
    }
  }
}
