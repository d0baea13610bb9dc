package io.promferry.gateway.upstream;

import io.promferry.gateway.pipeline.OutgoingBody;
import io.promferry.gateway.pipeline.OutgoingWrite;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Delivery.Accepted;
import io.promferry.gateway.upstream.Delivery.DataRefused;
import io.promferry.gateway.upstream.Delivery.Unavailable;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.upstream.Exchange.Result.Answered;
import io.promferry.gateway.upstream.Exchange.Result.Lost;
import io.promferry.gateway.upstream.Exchange.Result.NotSent;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.SplitRequest;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a body in pieces, after the store has refused the whole of it: because it is too large,
 * or because a bad sample made the store throw away the good ones too. Halves what is refused, in
 * order, until single samples are left, with a bounded number of requests; what is not done then is
 * remembered for the sender's next try (issue 3). Lives on its request's event loop.
 */
final class PiecewiseDelivery {
  /** How many requests one try may cost the store. */
  static final int MOST_REQUESTS = 32;

  /** After so many tries the rest is given up, and counted as refused. */
  static final int MOST_TRIES = 10;

  private static final int NAMED_OFFENDERS = 3;

  private final Upstream upstream;
  private final TenantId tenant;
  private final RefusalMemory memory;
  private final OutgoingBody body;
  private final SplitRequest request;
  private final StoreAnswer first;
  private final BodyWork work;
  private final Function<OutgoingBody, Future<Result>> send;

  private final Pieces pieces;
  private final BitSet delivered = new BitSet();
  private final BitSet refused = new BitSet();
  private final SortedMap<Integer, String> reasons = new TreeMap<>();

  /** Units of pieces of which the store has kept a part, nobody knows which, and what it said. */
  private final BitSet partly = new BitSet();

  private final List<String> partlyReasons = new ArrayList<>();
  private int partlyRefused;
  private int exemplarsRefused;
  private PartCounts written = PartCounts.NONE;
  private int requests;
  private @Nullable StoreAnswer misunderstood;

  /**
   * {@code request} is made of {@code body}, to the whole of which the store has answered {@code
   * first}; {@code send} sends one piece of it.
   */
  PiecewiseDelivery(
      Upstream upstream,
      TenantId tenant,
      OutgoingBody body,
      SplitRequest request,
      StoreAnswer first,
      BodyWork work,
      Function<OutgoingBody, Future<Result>> send) {
    this.upstream = upstream;
    this.tenant = tenant;
    this.memory = upstream.refusals();
    this.body = body;
    this.request = request;
    this.first = first;
    this.pieces = new Pieces(request);
    this.work = work;
    this.send = send;
  }

  /**
   * Delivers what can be delivered. Counts as written what the pieces of this try and of those
   * before it carried; the future fails only where making a piece does.
   */
  Future<Delivery> run() {
    if (!memory.begin(tenant)) {
      return Future.succeededFuture(
          Unavailable.inPieces(
              "busy",
              "another write of this tenant is being delivered to "
                  + upstream.name()
                  + " in pieces at the moment"));
    }
    return Future.<Void>succeededFuture()
        .compose(_ -> work.run(body.decodedBytes(), this::recall))
        .compose(this::begin)
        .recover(this::keepProgress)
        .onComplete(_ -> memory.end(tenant));
  }

  /** The answer that shows that the store takes no requests of this version, if there was one. */
  Optional<StoreAnswer> misunderstood() {
    return Optional.ofNullable(misunderstood);
  }

  /** Gives what earlier tries have written. */
  private PartCounts recall(Scratch scratch) {
    memory.recall(tenant, request, delivered, refused);
    return delivered.isEmpty()
        ? PartCounts.NONE
        : OutgoingWrite.piece(body, request, delivered, scratch).carried();
  }

  private Future<Delivery> begin(PartCounts before) {
    written = before;
    var whole = new BitSet();
    whole.set(0, request.units());
    if (delivered.isEmpty() && refused.isEmpty() && !whole.isEmpty()) {
      return refusedWhole(whole, first);
    }
    pieces.add(whole);
    return next();
  }

  private Future<Delivery> next() {
    var left = pieces.next(settledUnits());
    if (left.isEmpty()) {
      return refused.isEmpty() ? Future.succeededFuture(done()) : remember(this::done);
    }
    if (requests == MOST_REQUESTS) {
      return remember(this::exhausted);
    }
    requests++;
    var piece = left.get();
    return work.run(
            body.decodedBytes(), scratch -> OutgoingWrite.piece(body, request, piece, scratch))
        .compose(part -> send.apply(part).compose(result -> after(piece, part, result)));
  }

  private Future<Delivery> after(BitSet piece, OutgoingBody part, Result result) {
    return switch (result) {
      case NotSent notSent -> interrupted(new Unavailable(notSent.reason(), notSent.text()));
      case Lost lost -> interrupted(new Unavailable(lost.reason(), lost.text()));
      case Answered answered -> after(piece, part, answered.answer());
    };
  }

  private Future<Delivery> after(BitSet piece, OutgoingBody part, StoreAnswer answer) {
    return switch (answer.meaning()) {
      case TAKEN, DATA_REFUSED ->
          body.form().version() == WriteVersion.RW2
              ? afterRw2(piece, part, answer)
              : afterRw1(piece, part, answer);
      case TOO_LARGE -> refusedWhole(piece, answer);
      case MEDIA_REFUSED -> misunderstood(answer);
      case UNAVAILABLE -> interrupted(answer.unavailable(upstream.name()));
    };
  }

  /** Counts in an answer to RW1 mean nothing (prometheus#17659). */
  private Future<Delivery> afterRw1(BitSet piece, OutgoingBody part, StoreAnswer answer) {
    if (answer.meaning() == StoreAnswer.Meaning.TAKEN) {
      pieces.taken(piece);
      delivered.or(piece);
      written = written.plus(part.carried());
      return next();
    }
    if (piece.cardinality() == 1 || upstream.rollsBack(answer)) {
      return refusedWhole(piece, answer);
    }
    return partlyTaken(piece, piece.cardinality(), answer);
  }

  /** A store that counts what it has written has kept the good part of the piece. */
  private Future<Delivery> afterRw2(BitSet piece, OutgoingBody part, StoreAnswer answer) {
    if (answer.written().isEmpty()) {
      return misunderstood(answer);
    }
    var missing = answer.missing(part.carried());
    written = written.plus(part.carried().minus(missing));
    boolean tookAll =
        answer.meaning() == StoreAnswer.Meaning.TAKEN && missing.equals(PartCounts.NONE);
    if (tookAll || StoreAnswer.isOnlyExemplars(missing)) {
      exemplarsRefused += missing.exemplars();
      delivered.or(piece);
      return next();
    }
    return partlyTaken(piece, missing.samples() + missing.histograms(), answer);
  }

  private Future<Delivery> partlyTaken(BitSet piece, int samples, StoreAnswer answer) {
    partly.or(piece);
    partlyRefused += samples;
    if (partlyReasons.size() < NAMED_OFFENDERS) {
      partlyReasons.add(answer.status() + " " + answer.text());
    }
    return next();
  }

  private Future<Delivery> misunderstood(StoreAnswer answer) {
    misunderstood = answer;
    return interrupted(answer.unavailable(upstream.name()));
  }

  private Future<Delivery> refusedWhole(BitSet piece, StoreAnswer answer) {
    if (piece.cardinality() == 1) {
      refuse(piece.nextSetBit(0), answer);
    } else if (answer.saysTooOld()) {
      pieces.splitByAge(piece);
    } else {
      pieces.halve(piece);
    }
    return next();
  }

  private void refuse(int unit, StoreAnswer answer) {
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
    var settled = settledUnits();
    for (int unit = settled.nextClearBit(0);
        unit < request.units();
        unit = settled.nextClearBit(unit + 1)) {
      if (request.timestamp(unit) <= timestamp) {
        refused.set(unit);
      }
    }
  }

  private BitSet settledUnits() {
    var settled = (BitSet) delivered.clone();
    settled.or(refused);
    settled.or(partly);
    return settled;
  }

  private Delivery done() {
    return refused.isEmpty() && partly.isEmpty() ? new Accepted(written, drops()) : dataRefused("");
  }

  private Delivery exhausted() {
    int rest = request.units() - settled();
    if (memory.countTry(tenant, request) >= MOST_TRIES) {
      partlyRefused += rest;
      return dataRefused(rest + " of them given up; ");
    }
    return Unavailable.inPieces(
        "exhausted",
        "upstream %s refuses parts of this write; %d of %d samples are settled, %d of them refused"
            .formatted(
                upstream.name(),
                settled(),
                request.units(),
                refused.cardinality() + partlyRefused));
  }

  private int settled() {
    return delivered.cardinality() + refused.cardinality() + partly.cardinality();
  }

  private Future<Delivery> interrupted(Unavailable unavailable) {
    return remember(() -> unavailable);
  }

  /** Keeps what is settled for the sender's next try; {@code end} is what comes of this one. */
  private Future<Delivery> remember(Supplier<Delivery> end) {
    return work.run(
        body.decodedBytes(),
        _ -> {
          memory.remember(tenant, request, delivered, refused);
          return end.get();
        });
  }

  /** The pool is full, or worse: what is settled is kept all the same. */
  private Future<Delivery> keepProgress(Throwable cause) {
    memory.remember(tenant, request, delivered, refused);
    return Future.failedFuture(cause);
  }

  private DataRefused dataRefused(String more) {
    return new DataRefused(
        written,
        "upstream %s refuses %d of %d samples; %sfirst: %s"
            .formatted(
                upstream.name(),
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
