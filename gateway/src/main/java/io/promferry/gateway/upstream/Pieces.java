package io.promferry.gateway.upstream;

import io.promferry.gateway.wire.SplitRequest;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;

/**
 * Which part of a body, of which a store has refused more than is wanted, is to be sent next. Parts
 * come in the body's order, because samples of one series must. Not thread-safe.
 */
final class Pieces {
  private final SplitRequest request;
  private final Deque<BitSet> waiting = new ArrayDeque<>();
  private int probe = -1;
  private boolean probing = true;

  Pieces(SplitRequest request) {
    this.request = request;
  }

  /** Units to be sent as one piece, before those that wait already. */
  void add(BitSet piece) {
    waiting.push(piece);
  }

  /** The next piece, without what is settled already; empty when nothing is left. */
  Optional<BitSet> next(BitSet settled) {
    while (!waiting.isEmpty()) {
      var piece = waiting.pop();
      piece.andNot(settled);
      if (!piece.isEmpty()) {
        return Optional.of(piece);
      }
    }
    return Optional.empty();
  }

  /** Two pieces of a refused one. */
  void halve(BitSet piece) {
    var first = new BitSet();
    int half = Math.max(1, piece.cardinality() / 2);
    for (int unit = piece.nextSetBit(0); half > 0; unit = piece.nextSetBit(unit + 1), half--) {
      first.set(unit);
    }
    split(piece, first);
  }

  /**
   * Two pieces of one that was refused because of samples that are too old: a single sample first,
   * of which the refusal will settle all that are no newer. It is the newest that is the first of
   * its series in the piece, so that it overtakes none. Once such a sample was taken it pays no
   * more to ask for another, and the piece is halved.
   */
  void splitByAge(BitSet piece) {
    if (!probing) {
      halve(piece);
      return;
    }
    probe = newestOfTheFirst(piece);
    var first = new BitSet();
    first.set(probe);
    split(piece, first);
  }

  /** The store has taken this piece. */
  void taken(BitSet piece) {
    if (piece.cardinality() == 1 && piece.get(Math.max(0, probe))) {
      probing = false;
    }
  }

  private void split(BitSet piece, BitSet first) {
    var second = (BitSet) piece.clone();
    second.andNot(first);
    waiting.push(second);
    waiting.push(first);
  }

  private int newestOfTheFirst(BitSet piece) {
    var seen = new HashSet<Long>();
    int newest = piece.nextSetBit(0);
    for (int unit = newest; unit >= 0; unit = piece.nextSetBit(unit + 1)) {
      if (seen.add(request.seriesHash(unit))
          && request.timestamp(unit) > request.timestamp(newest)) {
        newest = unit;
      }
    }
    return newest;
  }
}
