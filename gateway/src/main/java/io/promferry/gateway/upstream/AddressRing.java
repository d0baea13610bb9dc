package io.promferry.gateway.upstream;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/**
 * The addresses of one host, each in its turn; one that failed is left out for a while, unless all
 * of them failed. Thread-safe.
 */
final class AddressRing {
  private static final long AVOIDED_NANOS = Duration.ofSeconds(5).toNanos();

  private final LongSupplier nanoTime;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<InetAddress, Long> failedAt = new ConcurrentHashMap<>();
  private volatile List<InetAddress> addresses = List.of();

  AddressRing(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** The whole new list; what is known of an address that stays is kept. */
  void replace(List<InetAddress> now) {
    addresses = now.stream().distinct().toList();
    failedAt.keySet().retainAll(addresses);
  }

  /** Whose turn it is; empty only while no address is known. */
  Optional<InetAddress> next() {
    var known = addresses;
    if (known.isEmpty()) {
      return Optional.empty();
    }
    var usable = failedAt.isEmpty() ? known : known.stream().filter(this::usable).toList();
    var candidates = usable.isEmpty() ? known : usable;
    return Optional.of(candidates.get(Math.floorMod(turn.getAndIncrement(), candidates.size())));
  }

  /** Gives whether it worked before. */
  boolean failed(InetAddress address) {
    return failedAt.put(address, nanoTime.getAsLong()) == null;
  }

  /** Gives whether it had failed before. */
  boolean worked(InetAddress address) {
    return !failedAt.isEmpty() && failedAt.remove(address) != null;
  }

  private boolean usable(InetAddress address) {
    var failed = failedAt.get(address);
    return failed == null || nanoTime.getAsLong() - failed >= AVOIDED_NANOS;
  }
}
