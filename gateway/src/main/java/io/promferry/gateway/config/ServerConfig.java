package io.promferry.gateway.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The tenants' listener and the process's life.
 *
 * @param tls null: plain HTTP
 * @param proxyProtocol whether every connection begins with a PROXY protocol header, of a balancer
 *     that stands before the gateway and is the only one that can reach it
 * @param connections how many there may be at a time, over all source addresses
 * @param bodyTimeout how long a body, a connection's first request, or the rest of a request's head
 *     may take to arrive before the connection is closed
 * @param idleTimeout how long a connection may be without a request
 * @param maxConnectionAge how long a connection lives at most, less up to a tenth of it
 * @param drainDelay how long writes are still accepted after SIGTERM, while readiness already fails
 * @param gracePeriod how long writes in flight may take to finish after that
 * @param memoryBudget bytes of writes in flight over all tenants
 * @param rulesMemory bytes for remembered results of rules over all tenants
 */
public record ServerConfig(
    HostPort listen,
    @Nullable ListenerTls tls,
    boolean proxyProtocol,
    int connections,
    Duration bodyTimeout,
    Duration idleTimeout,
    Duration maxConnectionAge,
    Duration drainDelay,
    Duration gracePeriod,
    long memoryBudget,
    long rulesMemory) {
  private static final int MOST_CONNECTIONS = 1_000_000;

  /** A body of 32 MiB and twice as many decoded bytes, and an eighth of all for small writes. */
  private static final long ONE_LARGEST_WRITE = 112L << 20;

  private static final long LEAST_RULES_MEMORY = 16L << 20;

  static ServerConfig defaults() {
    return new ServerConfig(
        new HostPort("0.0.0.0", 9201),
        null,
        false,
        10_000,
        Duration.ofSeconds(20),
        Duration.ofSeconds(90),
        Duration.ofMinutes(10),
        Duration.ofSeconds(5),
        Duration.ofSeconds(20),
        defaultMemoryBudget(),
        defaultRulesMemory());
  }

  static ServerConfig read(Section section, ConfigFiles files) {
    var defaults = defaults();
    return new ServerConfig(
        section.scalar("listen", HostPort::parse).orElse(defaults.listen),
        section
            .section("tls", below -> ListenerTls.read(below, files))
            .flatMap(tls -> tls)
            .orElse(null),
        section.scalar("proxy-protocol", Values::bool).orElse(defaults.proxyProtocol),
        section.scalar("connections", ServerConfig::connections).orElse(defaults.connections),
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

  private static int connections(String text) {
    return (int) Values.whole(text, 1, MOST_CONNECTIONS);
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
