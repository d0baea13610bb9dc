package io.promferry.gateway.tenant;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that a tenant has come from, at most 16 of them: the one that was not seen for
 * longest makes room, and from then on a change is news once a minute at most. Kept while the
 * tenant is, over reloads too. Thread-safe; an address that is also the last one costs a volatile
 * read.
 */
public final class SeenSources {
  static final int MOST = 16;
  private static final long QUIET_SECONDS = 60;

  /**
   * One address.
   *
   * @param expected by the policy under which it was last seen
   * @param firstSeenSeconds since 1970
   * @param lastSeenSeconds since 1970
   */
  public record Source(
      InetAddress address, boolean expected, long firstSeenSeconds, long lastSeenSeconds) {}

  /** What it means that a tenant comes from some address now. */
  public enum Sighting {
    /** It has come from there before, or from nowhere yet, and it may. */
    EXPECTED,
    /** It has come from there before, and is not expected there. */
    UNEXPECTED,
    /** It comes from somewhere else than before, and it may. */
    CHANGED,
    /** For the first time, or under a new policy, it is where it is not expected. */
    NEWLY_UNEXPECTED;

    public boolean isExpected() {
      return this == EXPECTED || this == CHANGED;
    }

    /** Whether it is worth a line in the log. */
    public boolean isNews() {
      return this == CHANGED || this == NEWLY_UNEXPECTED;
    }
  }

  /** Mutable only in when it was last seen. */
  private static final class Seen {
    private final InetAddress address;
    private final SourcePolicy policy;
    private final boolean expected;
    private final long firstSeenSeconds;
    private volatile long lastSeenSeconds;

    Seen(InetAddress address, SourcePolicy policy, long firstSeenSeconds, long nowSeconds) {
      this.address = address;
      this.policy = policy;
      this.expected = policy.expects(address);
      this.firstSeenSeconds = firstSeenSeconds;
      this.lastSeenSeconds = nowSeconds;
    }

    boolean is(InetAddress other, SourcePolicy now) {
      return address.equals(other) && policy.equals(now);
    }

    Sighting again(long nowSeconds) {
      if (lastSeenSeconds < nowSeconds) {
        lastSeenSeconds = nowSeconds;
      }
      return expected ? Sighting.EXPECTED : Sighting.UNEXPECTED;
    }

    Source snapshot() {
      return new Source(address, expected, firstSeenSeconds, lastSeenSeconds);
    }
  }

  private volatile @Nullable Seen last;
  private volatile List<Seen> seen = List.of();
  private long lastNewsSeconds = Long.MIN_VALUE / 2;

  /** A request of this tenant comes from there, under its policy of the moment. */
  public Sighting see(InetAddress address, SourcePolicy policy, long nowSeconds) {
    var latest = last;
    if (latest != null && latest.is(address, policy)) {
      return latest.again(nowSeconds);
    }
    for (var one : seen) {
      if (one.is(address, policy)) {
        last = one;
        return one.again(nowSeconds);
      }
    }
    return remember(address, policy, nowSeconds);
  }

  private synchronized Sighting remember(
      InetAddress address, SourcePolicy policy, long nowSeconds) {
    var before = seen.stream().filter(one -> one.address.equals(address)).findFirst().orElse(null);
    if (before != null && before.is(address, policy)) {
      return before.again(nowSeconds);
    }
    long first = before == null ? nowSeconds : before.firstSeenSeconds;
    var now = new Seen(address, policy, first, nowSeconds);
    boolean news =
        now.expected ? before == null && !seen.isEmpty() : before == null || before.expected;
    boolean silent = before == null && seen.size() == MOST && isQuiet(nowSeconds);
    replace(before, now);
    if (news && !silent) {
      lastNewsSeconds = nowSeconds;
      return now.expected ? Sighting.CHANGED : Sighting.NEWLY_UNEXPECTED;
    }
    return now.expected ? Sighting.EXPECTED : Sighting.UNEXPECTED;
  }

  private boolean isQuiet(long nowSeconds) {
    return nowSeconds - lastNewsSeconds < QUIET_SECONDS;
  }

  private void replace(@Nullable Seen before, Seen now) {
    var next = new ArrayList<>(seen);
    if (before != null) {
      next.remove(before);
    } else if (next.size() == MOST) {
      next.remove(Collections.min(next, Comparator.comparingLong(one -> one.lastSeenSeconds)));
    }
    next.add(now);
    seen = List.copyOf(next);
    last = now;
  }

  /** What has been seen, the latest first. */
  public List<Source> snapshot() {
    return seen.stream()
        .map(Seen::snapshot)
        .sorted(Comparator.comparingLong(Source::lastSeenSeconds).reversed())
        .toList();
  }
}
