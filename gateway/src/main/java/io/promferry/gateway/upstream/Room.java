package io.promferry.gateway.upstream;

import io.promferry.gateway.config.UpstreamConfig;
import io.promferry.gateway.limits.AdaptiveLimit;
import io.promferry.gateway.limits.FairSlots;
import io.promferry.gateway.telemetry.UpstreamMeters;
import io.promferry.gateway.upstream.Delivery.Unavailable;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.upstream.Exchange.Result.Answered;
import io.promferry.gateway.upstream.Exchange.Result.Lost;
import io.promferry.gateway.upstream.Exchange.Result.NotSent;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The room for writes at one store: how many it is given at a time follows from how it answers, and
 * no tenant takes all of it. A write that finds none is told to come back at once. Thread-safe.
 */
final class Room {
  /** So many writes at a time are always let through, to see how the store is. */
  private static final int LEAST = 4;

  /** One in so many connections is only for tenants that have less than others. */
  private static final int KEPT_PART = 5;

  /** Jittered down to one second by whoever answers. */
  private static final int RETRY_AFTER_SECONDS = 2;

  /** What keeps a request from being sent and is about the store's load, or its absence. */
  private static final Set<String> OUT_OF_REACH =
      Set.of("refused", "connect_timeout", "connection");

  private final String upstream;
  private final boolean separatesTenants;
  private final UpstreamMeters meters;
  private final AdaptiveLimit limit;
  private final FairSlots<RoomHolder> slots;

  Room(UpstreamConfig config, UpstreamMeters meters, LongSupplier nanoTime) {
    this.upstream = config.name();
    this.separatesTenants = config.separatesTenants();
    this.meters = meters;
    int connections = config.connections();
    this.limit = new AdaptiveLimit(LEAST, connections - connections / KEPT_PART, nanoTime);
    this.slots = new FairSlots<>(connections);
    meters.concurrencyLimit(limit.now());
  }

  /** Whether another write of theirs would find room now; a no is counted. */
  boolean isThereFor(RoomHolder holder) {
    return counted(slots.look(holder, limit.now()));
  }

  /** Takes room for one write, which gives it back; a no is counted. */
  boolean tryTake(RoomHolder holder) {
    boolean taken = counted(slots.take(holder, limit.now()));
    if (taken) {
      limit.inFlight(slots.taken());
    }
    return taken;
  }

  void release(RoomHolder holder) {
    slots.release(holder);
  }

  /** What a write that found no room ends with. */
  Unavailable full() {
    return new Unavailable(
        "full",
        "upstream " + upstream + " is given no more writes at a time at the moment",
        OptionalInt.of(RETRY_AFTER_SECONDS));
  }

  /** What came of one request that was sent at this time. */
  void noticed(long sentNanos, Result result) {
    switch (result) {
      case Answered answered -> noticed(sentNanos, answered.answer());
      case NotSent notSent when OUT_OF_REACH.contains(notSent.reason()) -> limit.failed();
      case Lost lost when !lost.isAbandoned() -> limit.failed();
      case NotSent _, Lost _ -> {}
    }
    meters.concurrencyLimit(limit.now());
  }

  private void noticed(long sentNanos, StoreAnswer answer) {
    if (answer.meaning() == StoreAnswer.Meaning.TAKEN) {
      limit.took(sentNanos);
    } else if (answer.isBusy() && !(separatesTenants && answer.isRateLimit())) {
      limit.failed();
    } else {
      limit.answered(sentNanos);
    }
  }

  private boolean counted(FairSlots.Answer answer) {
    if (answer == FairSlots.Answer.ROOM) {
      return true;
    }
    limit.refused();
    meters.refused(answer.name().toLowerCase(Locale.ROOT));
    return false;
  }
}
