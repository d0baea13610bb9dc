package io.promferry.gateway.config;

import java.time.Duration;

/**
 * The tenants' listener and the process's life.
 *
 * @param bodyTimeout how long a body, or a connection's first request, may take to arrive before
 *     the connection is closed
 * @param idleTimeout how long a connection may be without a request
 * @param maxConnectionAge how long a connection lives at most, less up to a tenth of it
 * @param drainDelay how long writes are still accepted after SIGTERM, while readiness already fails
 * @param gracePeriod how long writes in flight may take to finish after that
 * @param memoryBudget bytes of writes in flight over all tenants
 * @param rulesMemory bytes for remembered results of rules over all tenants
 */
public record ServerConfig(
    HostPort listen,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration maxConnectionAge,
    Duration drainDelay,
    Duration gracePeriod,
    long memoryBudget,
    long rulesMemory) {
  /** A body of 32 MiB and twice as many decoded bytes. */
  private static final long ONE_LARGEST_WRITE = 96L << 20;

  private static final long LEAST_RULES_MEMORY = 16L << 20;

  static ServerConfig defaults() {
    return new ServerConfig(
        new HostPort("0.0.0.0", 9201),
        Duration.ofSeconds(20),
        Duration.ofSeconds(90),
        Duration.ofMinutes(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        defaultMemoryBudget(),
        defaultRulesMemory());
  }

  static ServerConfig read(Section section) {
    var defaults = defaults();
    return new ServerConfig(
        section.scalar("listen", HostPort::parse).orElse(defaults.listen),
        section.scalar("body-timeout", Values::positiveDuration).orElse(defaults.bodyTimeout),
        section.scalar("idle-timeout", Values::positiveDuration).orElse(defaults.idleTimeout),
        section
            .scalar("max-connection-age", Values::positiveDuration)
            .orElse(defaults.maxConnectionAge),
        section.scalar("drain-delay", Values::duration).orElse(defaults.drainDelay),
        section.scalar("grace-period", Values::positiveDuration).orElse(defaults.gracePeriod),
        section.scalar("memory-budget", Values::bytes).orElse(defaults.memoryBudget),
        section.scalar("rules-memory", Values::bytes).orElse(defaults.rulesMemory));
  }

  /** A quarter of the largest heap, because buffers double it; but always one write of 32 MiB. */
  private static long defaultMemoryBudget() {
    return Math.max(Runtime.getRuntime().maxMemory() / 4, ONE_LARGEST_WRITE);
  }

  /** A sixteenth of the largest heap. */
  private static long defaultRulesMemory() {
    return Math.max(Runtime.getRuntime().maxMemory() / 16, LEAST_RULES_MEMORY);
  }
}
