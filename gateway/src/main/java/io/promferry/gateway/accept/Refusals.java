package io.promferry.gateway.accept;

import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.telemetry.GatewayMeters;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections that were closed at once: counted, and logged when they begin. Thread-safe. */
final class Refusals {
  private static final Logger logger = LoggerFactory.getLogger(Refusals.class);

  /** A pause of so long ends a series of refusals. */
  private static final long PAUSE_NANOS = Duration.ofMinutes(1).toNanos();

  private final GatewayMeters meters;
  private final LongSupplier nanoTime;
  private final AtomicLong last;

  Refusals(GatewayMeters meters, LongSupplier nanoTime) {
    this.meters = meters;
    this.nanoTime = nanoTime;
    this.last = new AtomicLong(nanoTime.getAsLong() - PAUSE_NANOS);
  }

  /** No place was left, for this address or at all. */
  void noPlace(InetAddress address, ConnectionBudget budget) {
    meters.refusedConnection("no_place");
    long now = nanoTime.getAsLong();
    if (now - last.getAndSet(now) >= PAUSE_NANOS) {
      LogEvent.CONNECTIONS_REFUSED
          .on(logger)
          .addKeyValue("address", address.getHostAddress())
          .addKeyValue("connections", budget.used())
          .addKeyValue("limit", budget.capacity())
          .log("connections refused, one address has its share or all are taken");
    }
  }

  /** The PROXY protocol header was missing, broken, too long, or did not come in time. */
  void noHeader() {
    meters.refusedConnection("proxy_header");
  }
}
