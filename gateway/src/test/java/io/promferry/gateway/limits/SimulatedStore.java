package io.promferry.gateway.limits;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A store with a number of workers and a queue before them, on a clock that goes from event to
 * event, and tenants who send at fixed rates whatever becomes of it.
 */
final class SimulatedStore {
  private static final int LEAST = 4;
  private static final int CONNECTIONS = 160;
  private static final long TIMEOUT = Duration.ofSeconds(10).toNanos();

  /** How a request ends once a worker has it. */
  enum Manner {
    TAKES,
    REFUSES_DATA,
    IS_BUSY,
    HANGS
  }

  private record Event(long at, long order, Runnable what) implements Comparable<Event> {
    @Override
    public int compareTo(Event other) {
      return at == other.at ? Long.compare(order, other.order) : Long.compare(at, other.at);
    }
  }

  private final PriorityQueue<Event> events = new PriorityQueue<>();
  private final FairSlots<String> slots = new FairSlots<>(CONNECTIONS);
  private final Map<String, Integer> refused = new HashMap<>();
  private final Map<String, Integer> sending = new HashMap<>();
  private final AdaptiveLimit limit;
  private long now;
  private long order;
  private long[] freeAt = {};
  private Duration service = Duration.ZERO;
  private Manner manner = Manner.TAKES;
  private int taken;

  SimulatedStore(int ceiling) {
    limit = new AdaptiveLimit(LEAST, ceiling, () -> now);
  }

  /** So many workers, each of whom needs so long for a write. */
  void works(int workers, Duration each) {
    freeAt = new long[workers];
    service = each;
  }

  void behaves(Manner other) {
    manner = other;
  }

  /** The tenant sends at this rate from now on. */
  void send(String tenant, int perSecond) {
    boolean isNew = sending.put(tenant, perSecond) == null;
    if (isNew && perSecond > 0) {
      at(now, () -> arrive(tenant));
    }
  }

  /** Lets time pass, and forgets what was counted before. */
  void run(Duration time) {
    long end = now + time.toNanos();
    refused.clear();
    taken = 0;
    for (var event = events.peek(); event != null && event.at <= end; event = events.peek()) {
      events.remove();
      now = event.at;
      event.what.run();
    }
    now = end;
  }

  int limit() {
    return limit.now();
  }

  int inFlight() {
    return slots.taken();
  }

  /** Writes taken in the last run. */
  int taken() {
    return taken;
  }

  /** Writes of this tenant that found no slot in the last run. */
  int refused(String tenant) {
    return refused.getOrDefault(tenant, 0);
  }

  private void at(long time, Runnable what) {
    events.add(new Event(time, order++, what));
  }

  private void arrive(String tenant) {
    long interval = Duration.ofSeconds(1).toNanos() / sending.getOrDefault(tenant, 1);
    at(now + interval, () -> arrive(tenant));
    if (slots.take(tenant, limit.now()) != FairSlots.Answer.ROOM) {
      limit.refused();
      refused.merge(tenant, 1, Integer::sum);
      return;
    }
    limit.inFlight(slots.taken());
    long sent = now;
    var how = manner;
    at(endOf(how), () -> end(tenant, sent, how));
  }

  private long endOf(Manner how) {
    if (how == Manner.HANGS) {
      return now + TIMEOUT;
    }
    int first = 0;
    for (int i = 1; i < freeAt.length; i++) {
      first = freeAt[i] < freeAt[first] ? i : first;
    }
    freeAt[first] = Math.max(now, freeAt[first]) + service.toNanos();
    return freeAt[first];
  }

  private void end(String tenant, long sent, Manner how) {
    slots.release(tenant);
    switch (how) {
      case TAKES -> {
        taken++;
        limit.took(sent);
      }
      case REFUSES_DATA -> limit.answered(sent);
      case IS_BUSY, HANGS -> limit.failed();
    }
  }
}
