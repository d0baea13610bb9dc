package io.promferry.gateway.pipeline;

import io.promferry.gateway.limits.FairBudget;
import io.promferry.gateway.wire.SeriesVerdict;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A part of a {@link VerdictTable}: sets of eight places each. An entry is in one of the places of
 * its set, which its hash chooses. One thread at a time adds; finding goes on meanwhile.
 */
final class VerdictSegment {
  private static final int WAYS = 8;
  private static final int WAY_BITS = 3;

  /** A set that overflows is bad luck, rather than a full segment, if fewer are used: 1 in 4. */
  private static final int FULL_AT = 4;

  /** Compressed, as in a heap of less than 32 GiB. */
  private static final int REFERENCE_BYTES = 4;

  /** The segment itself and the headers of its array. */
  private static final int OWN_BYTES = 96;

  /** Never written to. */
  private static final AtomicReferenceArray<@Nullable Entry> NOTHING =
      new AtomicReferenceArray<>(0);

  private final FairBudget.Share share;
  private volatile AtomicReferenceArray<@Nullable Entry> places = NOTHING;
  private int used;
  private long bytes;
  private int random = 1;
  private boolean closed;

  /** A verdict and both halves of the hash that it is for. */
  record Entry(long hash, long secondHash, SeriesVerdict verdict) {
    private static final int OWN_BYTES = 32;
    private static final int VERDICT_BYTES = 16;

    int bytes() {
      return OWN_BYTES
          + switch (verdict) {
            case SeriesVerdict.Unchanged _, SeriesVerdict.Dropped _ -> 0;
            case SeriesVerdict.Refused _ -> VERDICT_BYTES;
            case SeriesVerdict.Edited(var edit) -> VERDICT_BYTES + edit.memory();
          };
    }

    boolean isFor(long hash, long secondHash) {
      return this.hash == hash && this.secondHash == secondHash;
    }
  }

  VerdictSegment(FairBudget.Share share) {
    this.share = share;
  }

  @Nullable SeriesVerdict find(long hash, long secondHash) {
    var now = places;
    if (now.length() == 0) {
      return null;
    }
    int from = set(hash, now);
    for (int i = from; i < from + WAYS; i++) {
      var entry = now.getAcquire(i);
      if (entry != null && entry.isFor(hash, secondHash)) {
        return entry.verdict;
      }
    }
    return null;
  }

  /** Remembers it, unless there is no room, or somebody else already did. */
  synchronized void add(Entry entry) {
    long hash = entry.hash;
    if (closed || find(hash, entry.secondHash) != null || (places.length() == 0 && !grow())) {
      return;
    }
    while (free(hash, places) < 0 && isFull() && grow()) {
      // Entries of one set have gone to two; to one of them all, if there was bad luck.
    }
    if (free(hash, places) < 0) {
      evict(hash);
    }
    if (take(entry.bytes()) || (evict(hash) && take(entry.bytes()))) {
      places.setRelease(free(hash, places), entry);
      used++;
    }
  }

  /** Gives everything back and takes nothing more. */
  synchronized void close() {
    closed = true;
    places = NOTHING;
    used = 0;
    give(bytes);
  }

  private boolean isFull() {
    return used * FULL_AT >= places.length();
  }

  /** Twice as many sets; each one's entries go to two new ones, or all to one of them. */
  private boolean grow() {
    var before = places;
    int length = Math.max(WAYS, 2 * before.length());
    long more = (long) REFERENCE_BYTES * (length - before.length());
    if (!take(before.length() == 0 ? more + OWN_BYTES : more)) {
      return false;
    }
    var after = new AtomicReferenceArray<@Nullable Entry>(length);
    for (int i = 0; i < before.length(); i++) {
      var entry = before.getPlain(i);
      if (entry != null) {
        after.setPlain(free(entry.hash, after), entry);
      }
    }
    places = after;
    return true;
  }

  /**
   * Forgets an entry of that set, if it has one; which of them is left to chance, so that of what
   * comes round in a ring a part is kept.
   */
  private boolean evict(long hash) {
    random = random * 1_664_525 + 1_013_904_223;
    int from = set(hash, places);
    int first = random >>> (Integer.SIZE - WAY_BITS);
    for (int i = 0; i < WAYS; i++) {
      int place = from + (first + i) % WAYS;
      var entry = places.getPlain(place);
      if (entry != null) {
        places.setRelease(place, null);
        used--;
        give(entry.bytes());
        return true;
      }
    }
    return false;
  }

  /** A free place of that set; -1 if there is none. */
  private static int free(long hash, AtomicReferenceArray<@Nullable Entry> places) {
    int from = set(hash, places);
    for (int i = from; i < from + WAYS; i++) {
      if (places.getPlain(i) == null) {
        return i;
      }
    }
    return -1;
  }

  private static int set(long hash, AtomicReferenceArray<@Nullable Entry> places) {
    return (int) hash & (places.length() - WAYS);
  }

  private boolean take(long amount) {
    boolean taken = share.tryTake(amount);
    if (taken) {
      bytes += amount;
    }
    return taken;
  }

  private void give(long amount) {
    share.release(amount);
    bytes -= amount;
  }
}
