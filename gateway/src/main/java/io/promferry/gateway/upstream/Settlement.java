package io.promferry.gateway.upstream;

import io.promferry.gateway.upstream.Delivery.Accepted;
import io.promferry.gateway.upstream.Delivery.DataRefused;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.SplitRequest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of a body's units so far: which the store has and which it refuses, how much of
 * each kind that is, and what it said. Not thread-safe.
 */
final class Settlement {
  private static final int NAMED_OFFENDERS = 3;

  private final String upstream;
  private final SplitRequest request;
  private final BitSet delivered = new BitSet();
  private final BitSet refused = new BitSet();
  private final SortedMap<Integer, String> reasons = new TreeMap<>();

  /** Units of pieces of which the store has kept a part, nobody knows which, and what it said. */
  private final BitSet partly = new BitSet();

  private final List<String> partlyReasons = new ArrayList<>();
  private int partlyRefused;
  private int exemplarsRefused;
  private PartCounts written = PartCounts.NONE;

  Settlement(String upstream, SplitRequest request) {
    this.upstream = upstream;
    this.request = request;
  }

  /** The units that the store has; the caller may add what it knows from before. */
  BitSet delivered() {
    return delivered;
  }

  /** The units that the store refuses; the caller may add what it knows from before. */
  BitSet refused() {
    return refused;
  }

  /** All units of which nothing more is to be asked. */
  BitSet units() {
    var all = (BitSet) delivered.clone();
    all.or(refused);
    all.or(partly);
    return all;
  }

  boolean isEmpty() {
    return delivered.isEmpty() && refused.isEmpty() && partly.isEmpty();
  }

  /** The store has these parts, of units that are delivered or partly so. */
  void addWritten(PartCounts parts) {
    written = written.plus(parts);
  }

  /** The store has the units of a piece, but perhaps for some of their exemplars. */
  void deliver(BitSet piece, int exemplarsMissing) {
    delivered.or(piece);
    exemplarsRefused += exemplarsMissing;
  }

  /** The store has kept a part of the piece, and refused so many samples of it. */
  void deliverPartly(BitSet piece, int samplesRefused, StoreAnswer answer) {
    partly.or(piece);
    partlyRefused += samplesRefused;
    if (partlyReasons.size() < NAMED_OFFENDERS) {
      partlyReasons.add(answer.status() + " " + answer.text());
    }
  }

  /** The store refuses this unit, and with it those that are no newer if that is the reason. */
  void refuse(int unit, StoreAnswer answer) {
    refused.set(unit);
    if (reasons.size() < NAMED_OFFENDERS) {
      reasons.put(unit, answer.status() + " " + answer.text());
    }
    if (answer.saysTooOld()) {
      refuseWhatIsNoNewer(request.timestamp(unit));
    }
  }

  /** The bound is one in time, for all series alike. */
  private void refuseWhatIsNoNewer(long timestamp) {
    var settled = units();
    for (int unit = settled.nextClearBit(0);
        unit < request.units();
        unit = settled.nextClearBit(unit + 1)) {
      if (request.timestamp(unit) <= timestamp) {
        refused.set(unit);
      }
    }
  }

  /** The end, when every unit is settled. */
  Delivery delivery() {
    return refused.isEmpty() && partly.isEmpty() ? new Accepted(written, drops()) : dataRefused("");
  }

  /** The end, when what is not settled counts as refused. */
  DataRefused givenUp() {
    int rest = request.units() - units().cardinality();
    partlyRefused += rest;
    return dataRefused(rest + " of them given up; ");
  }

  /** How far it has come, for the sender that is to come back. */
  String progress() {
    return "upstream %s refuses parts of this write; %d of %d samples are settled, %d of them refused"
        .formatted(
            upstream,
            units().cardinality(),
            request.units(),
            refused.cardinality() + partlyRefused);
  }

  private DataRefused dataRefused(String more) {
    return new DataRefused(
        written,
        "upstream %s refuses %d of %d samples; %sfirst: %s"
            .formatted(
                upstream,
                refused.cardinality() + partlyRefused,
                request.units(),
                more,
                offenders()),
        drops());
  }

  /** Pieces carry no metadata messages. */
  private Map<DropReason, Integer> drops() {
    var drops = new EnumMap<DropReason, Integer>(DropReason.class);
    if (exemplarsRefused > 0) {
      drops.put(DropReason.EXEMPLAR_REFUSED, exemplarsRefused);
    }
    if (request.metadata() > 0) {
      drops.put(DropReason.METADATA_REFUSED, request.metadata());
    }
    return drops;
  }

  /** The first of those whose own answer is known, then of the others. */
  private String offenders() {
    var others = refused.stream().boxed().filter(unit -> !reasons.containsKey(unit));
    var named =
        Stream.concat(reasons.keySet().stream(), others)
            .limit(NAMED_OFFENDERS)
            .map(unit ->
                request.describe(unit) + ": " + reasons.getOrDefault(unit, "refused like others"));
    return Stream.concat(named, partlyReasons.stream()).collect(Collectors.joining("; "));
  }
}
