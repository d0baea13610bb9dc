package io.promferry.gateway.source.kube;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A watch that is replaced by a new one when it does not come back by itself. The client asks again
 * for ever from where it was, even if the API server answers each time that this is gone (410 as a
 * status, not as an event). What the old one knew stays until the new one has listed all. Not
 * thread-safe.
 */
final class LastingWatch implements AutoCloseable {
  /** Enough for a usual reconnection. */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Supplier<SecretWatch> watches;
  private final LongSupplier nanos;
  private SecretWatch served;
  private @Nullable SecretWatch next;
  private long lastWell;

  LastingWatch(Supplier<SecretWatch> watches, LongSupplier nanos) {
    this.watches = watches;
    this.nanos = nanos;
    this.served = watches.get();
    this.lastWell = nanos.getAsLong();
  }

  /** To be called again and again; whether other Secrets may be there since the last time. */
  boolean renewed() {
    if (served.isWatching() || !served.isSynced()) {
      lastWell = nanos.getAsLong();
      drop(next);
      next = null;
      return false;
    }
    if (next == null) {
      next = nanos.getAsLong() - lastWell < PATIENCE.toNanos() ? null : watches.get();
      return false;
    }
    if (!next.isSynced()) {
      return false;
    }
    served.close();
    served = next;
    next = null;
    lastWell = nanos.getAsLong();
    return true;
  }

  boolean isSynced() {
    return served.isSynced();
  }

  boolean isWatching() {
    return served.isWatching();
  }

  List<EntrySecret> secrets() {
    return served.secrets();
  }

  @Override
  public void close() {
    served.close();
    drop(next);
  }

  private static void drop(@Nullable SecretWatch watch) {
    if (watch != null) {
      watch.close();
    }
  }
}
