package io.promferry.gateway.limits;

import java.util.function.LongSupplier;

/**
 * How many requests a server is given at a time: fewer when it fails or is slow because of how many
 * there are, and more again when it is well and more are wanted. Begins at the ceiling, which is
 * left on evidence only.
 *
 * <p>Judges a window of answers at a time, and answers of a server that is well only to requests
 * that were sent within the window, so that each change is seen to work before the next. As in
 * CoDel (RFC 8289) it is the fastest answer of a window that tells of a standing queue: large
 * requests and pauses lift the others only. A server whose answers do not get faster when it is
 * given less is just slow, and loses nothing by it. Thread-safe.
 */
public final class AdaptiveLimit {
  private static final long SHORTEST_WINDOW_NANOS = 100_000_000;
  private static final int ENOUGH_ANSWERS = 8;

  /** Slow is what takes twice as long as the fastest window, and this on top. */
  private static final long SLACK_NANOS = 10_000_000;

  /** How many more cuts must not have helped before the server counts as just slow. */
  private static final int FUTILE = 2;

  private final int floor;
  private final int ceiling;
  private final LongSupplier nanoTime;
  private int limit;
  private AnswerWindow window;
  private long baseline = Long.MAX_VALUE;

  /** The fastest answer at a cut, and how often was cut since it is slow. */
  private long slow;

  private int cuts;

  /** Below this it grows fast: it was slow only when given more. */
  private int proven;

  /** Both are positive. */
  public AdaptiveLimit(int floor, int ceiling, LongSupplier nanoTime) {
    this.floor = Math.min(floor, ceiling);
    this.ceiling = ceiling;
    this.nanoTime = nanoTime;
    this.limit = ceiling;
    this.proven = ceiling;
    this.window = new AnswerWindow(nanoTime.getAsLong());
  }

  public synchronized int now() {
    return limit;
  }

  /** So many are under way. */
  public synchronized void inFlight(int requests) {
    window.inFlight(requests);
    if (requests >= limit) {
      window.wanted();
    }
  }

  /** One more was wanted and refused. */
  public synchronized void refused() {
    window.wanted();
  }

  /** The server took a request that was sent at this time. */
  public synchronized void took(long sentNanos) {
    if (window.isOf(sentNanos)) {
      window.took(nanoTime.getAsLong() - sentNanos);
      decideIfEnough();
    }
  }

  /** It gave an answer that says nothing about its load. */
  public synchronized void answered(long sentNanos) {
    if (window.isOf(sentNanos)) {
      window.answered();
      decideIfEnough();
    }
  }

  /** It was too busy for a request, or did not answer in time: that counts whenever it was sent. */
  public synchronized void failed() {
    window.failed();
    decideIfEnough();
  }

  private void decideIfEnough() {
    long now = nanoTime.getAsLong();
    if (window.answers() >= Math.min(ENOUGH_ANSWERS, limit)
        && window.age(now) >= SHORTEST_WINDOW_NANOS) {
      decide();
      window = new AnswerWindow(now);
    }
  }

  private void decide() {
    if (window.failedOnly()) {
      limit = floor;
    } else if (window.failedMostly()) {
      limit = Math.max(floor, limit / 2);
    } else if (window.hasTaken()) {
      judge(window.fastestNanos());
    }
  }

  private void judge(long fastest) {
    baseline = Math.min(baseline, fastest);
    if (fastest <= 2 * baseline + SLACK_NANOS) {
      cuts = 0;
      grow();
    } else if (2L * window.mostInFlight() >= limit) {
      giveLess(fastest);
    }
  }

  private void grow() {
    if (window.isWanted()) {
      int more = limit < proven ? limit / 2 : limit / 8;
      limit = Math.min(ceiling, limit + Math.max(1, more));
    }
  }

  private void giveLess(long fastest) {
    boolean faster = fastest < slow - slow / 5;
    if (limit == floor || (cuts > FUTILE && !faster)) {
      isJustSlow(fastest);
      return;
    }
    // What came before the first cut was sent while the queue grew, and cannot be compared with.
    if (cuts <= 1 || faster) {
      slow = fastest;
      cuts = Math.min(cuts, 1);
    }
    cuts++;
    limit = Math.max(floor, Math.min(limit, window.mostInFlight()) * 3 / 4);
    proven = limit;
  }

  private void isJustSlow(long fastest) {
    baseline = fastest;
    cuts = 0;
    proven = ceiling;
  }
}
