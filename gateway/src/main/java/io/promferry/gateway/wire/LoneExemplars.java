package io.promferry.gateway.wire;

import java.util.Arrays;

/**
 * Which series of a plan have exemplars and nothing else, and which other series takes them: the
 * first with the same labels that has samples or histograms. Senders do send exemplars so, and
 * stores refuse them so (prometheus#17857, #17250).
 */
final class LoneExemplars {
  static final int NONE = -1;

  private final SeriesPlan plan;

  /** From a host to the first series that it takes, and on to the next; empty if none is taken. */
  private final int[] next;

  /** By host, where its chain ends. */
  private final int[] last;

  private final boolean[] taken;

  private LoneExemplars(SeriesPlan plan, int size) {
    this.plan = plan;
    this.next = new int[size];
    this.last = new int[size];
    this.taken = new boolean[size];
    Arrays.fill(next, NONE);
  }

  /** Every series stays as it is. */
  static LoneExemplars kept(SeriesPlan plan) {
    return new LoneExemplars(plan, 0);
  }

  static LoneExemplars merged(SeriesPlan plan) {
    int first = firstLone(plan);
    if (first == NONE) {
      return kept(plan);
    }
    var merged = new LoneExemplars(plan, plan.size());
    merged.findHosts(first);
    return merged;
  }

  /** Whether the series is not written, because another takes its exemplars. */
  boolean isTaken(int series) {
    return taken.length != 0 && taken[series];
  }

  /** The next series whose exemplars follow those of {@code series}, or {@link #NONE}. */
  int next(int series) {
    return next.length == 0 ? NONE : next[series];
  }

  private static int firstLone(SeriesPlan plan) {
    for (int i = 0; i < plan.size(); i++) {
      if (plan.hasOnlyExemplars(i)) {
        return i;
      }
    }
    return NONE;
  }

  private void findHosts(int firstLone) {
    var hosts = new SeriesByLabels(plan);
    for (int i = 0; i < plan.size(); i++) {
      if (plan.hasPoints(i)) {
        hosts.addIfAbsent(i);
      }
    }
    for (int i = firstLone; i < plan.size(); i++) {
      int host = plan.hasOnlyExemplars(i) ? hosts.find(i) : SeriesByLabels.ABSENT;
      if (host != SeriesByLabels.ABSENT) {
        take(i, host);
      }
    }
  }

  private void take(int lone, int host) {
    next[next[host] == NONE ? host : last[host]] = lone;
    last[host] = lone;
    taken[lone] = true;
    if (plan.metadata(host) == SeriesPlan.NONE) {
      plan.setMetadata(host, plan.metadata(lone));
    }
  }
}
