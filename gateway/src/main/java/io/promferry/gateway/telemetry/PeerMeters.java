package io.promferry.gateway.telemetry;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.IntSupplier;

/** The meters of what replicas tell each other of tenants' rates. */
public final class PeerMeters {
  private final MeterRegistry registry;
  private final Counter answers;
  private final Counter failures;

  PeerMeters(MeterRegistry registry) {
    this.registry = registry;
    answers =
        Counter.builder("promferry.peer.answers")
            .description("Times that a replica has told what it takes of tenants' rates")
            .register(registry);
    failures =
        Counter.builder("promferry.peer.failures")
            .description("Times that a replica did not tell what it takes of tenants' rates")
            .register(registry);
  }

  /** Shows how many other replicas tell what they take of tenants' rates. */
  public void watch(IntSupplier others) {
    Gauge.builder("promferry.peers", others::getAsInt)
        .description("Other replicas that have lately told what they take of tenants' rates")
        .register(registry);
  }

  /** A replica has told what it takes of tenants' rates. */
  public void answered() {
    answers.increment();
  }

  /** An address of the replicas' did not tell what it takes of tenants' rates. */
  public void failed() {
    failures.increment();
  }
}
