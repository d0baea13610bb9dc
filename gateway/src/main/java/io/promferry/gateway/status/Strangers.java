package io.promferry.gateway.status;

import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.telemetry.HandshakeFailure;
import io.promferry.gateway.tenant.AddressText;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Addresses from which somebody was refused before it was known who that is, the last so many.
 * Whose they might have been is for others to presume. Logs when one begins to be refused, or for
 * another reason; not more often than so many times a minute, because anybody can cause it.
 * Thread-safe.
 */
public final class Strangers {
  /** How many addresses are kept; of more, the one that was silent longest is forgotten. */
  static final int MOST = 200;

  static final int MOST_LOGGED_A_MINUTE = 10;

  /** A pause of so long ends a series of refusals. */
  static final Duration PAUSE = Duration.ofMinutes(10);

  private static final Logger logger = LoggerFactory.getLogger(Strangers.class);

  private final InstantSource clock;
  private final LinkedHashMap<InetAddress, Stranger> byAddress = new LinkedHashMap<>();
  private long minute;
  private int loggedInMinute;

  /** Why somebody was refused. */
  public sealed interface Reason {
    /** One of a fixed set. */
    String word();

    /** What was refused: {@code request} or {@code handshake}. */
    String stage();

    /**
     * A request has a credential that is nobody's, or none.
     *
     * @param word as {@code promferry_unauthenticated_requests_total} has it
     */
    record Credential(String word) implements Reason {
      @Override
      public String stage() {
        return "request";
      }
    }

    /**
     * A connection did not get through its TLS handshake.
     *
     * @param certificateEnd when the certificate expired that the client showed; null if that is
     *     not known, or it was something else
     */
    record Handshake(HandshakeFailure failure, @Nullable Instant certificateEnd) implements Reason {
      /** As {@code promferry_failed_handshakes_total} has it. */
      @Override
      public String word() {
        return failure.tag();
      }

      @Override
      public String stage() {
        return "handshake";
      }
    }
  }

  /**
   * One address.
   *
   * @param refusals how many requests and handshakes were refused since the address is known
   * @param reason of the last one
   */
  public record Stranger(InetAddress address, Instant lastSeen, long refusals, Reason reason) {}

  /** None yet. */
  public Strangers(InstantSource clock) {
    this.clock = clock;
  }

  /** Somebody from there was refused. */
  public void refused(InetAddress address, Reason reason) {
    if (isNews(address, reason)) {
      LogEvent.STRANGER_REFUSED
          .on(logger)
          .addKeyValue("address", AddressText.of(address))
          .addKeyValue("stage", reason.stage())
          .addKeyValue("reason", reason.word())
          .log("somebody is refused who is not known");
    }
  }

  private synchronized boolean isNews(InetAddress address, Reason reason) {
    var now = clock.instant();
    var before = byAddress.remove(address);
    long refusals = before == null ? 1 : before.refusals + 1;
    byAddress.put(address, new Stranger(address, now, refusals, reason));
    if (byAddress.size() > MOST) {
      byAddress.pollFirstEntry();
    }
    boolean isOther =
        before == null
            || !before.reason.equals(reason)
            || Duration.between(before.lastSeen, now).compareTo(PAUSE) >= 0;
    return isOther && mayLog(now);
  }

  private boolean mayLog(Instant now) {
    long minuteNow = Math.floorDiv(now.getEpochSecond(), 60);
    if (minute != minuteNow) {
      minute = minuteNow;
      loggedInMinute = 0;
    }
    return loggedInMinute++ < MOST_LOGGED_A_MINUTE;
  }

  /** All that are known, the latest first. */
  public synchronized List<Stranger> latest() {
    return new ArrayList<>(byAddress.values()).reversed();
  }
}
