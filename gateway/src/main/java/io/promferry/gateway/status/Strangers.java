package io.promferry.gateway.status;

import java.net.InetAddress;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/**
 * Addresses from which requests came whose credentials are nobody's, the last so many. Whose they
 * might have been is for others to presume. Thread-safe.
 */
public final class Strangers {
  /** How many addresses are kept; of more, the one that was silent longest is forgotten. */
  static final int MOST = 200;

  private final InstantSource clock;
  private final LinkedHashMap<InetAddress, Stranger> byAddress = new LinkedHashMap<>();

  /**
   * One address.
   *
   * @param requests how many of them were refused since the address is known
   * @param reason of the last one, as {@code promferry_unauthenticated_requests_total} has it
   */
  public record Stranger(InetAddress address, Instant lastSeen, long requests, String reason) {}

  /** None yet. */
  public Strangers(InstantSource clock) {
    this.clock = clock;
  }

  /** A request from there was refused for its credential. */
  public synchronized void refused(InetAddress address, String reason) {
    var before = byAddress.remove(address);
    long requests = before == null ? 1 : before.requests + 1;
    byAddress.put(address, new Stranger(address, clock.instant(), requests, reason));
    if (byAddress.size() > MOST) {
      byAddress.pollFirstEntry();
    }
  }

  /** All that are known, the latest first. */
  public synchronized List<Stranger> latest() {
    return new ArrayList<>(byAddress.values()).reversed();
  }
}
