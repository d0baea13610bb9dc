package io.promferry.gateway.upstream;

import io.promferry.gateway.pipeline.OutgoingBody;
import io.promferry.gateway.pipeline.OutgoingWrite;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Delivery.Unavailable;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.upstream.Exchange.Result.Answered;
import io.promferry.gateway.upstream.Exchange.Result.Lost;
import io.promferry.gateway.upstream.Exchange.Result.NotSent;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.SplitRequest;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
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

  private final Upstream upstream;
  private final TenantId tenant;
  private final RefusalMemory memory;
  private final OutgoingBody body;
  private final SplitRequest request;
  private final StoreAnswer first;
  private final BodyWork work;
  private final Function<OutgoingBody, Future<Result>> send;

  private final Pieces pieces;
  private final Settlement settled;
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
    this.settled = new Settlement(upstream.name(), request);
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
    memory.recall(tenant, request, settled.delivered(), settled.refused());
    return settled.delivered().isEmpty()
        ? PartCounts.NONE
        : OutgoingWrite.piece(body, request, settled.delivered(), scratch).carried();
  }

  private Future<Delivery> begin(PartCounts before) {
    settled.addWritten(before);
    var whole = new BitSet();
    whole.set(0, request.units());
    if (settled.isEmpty() && !whole.isEmpty()) {
      return refusedWhole(whole, first);
    }
    pieces.add(whole);
    return next();
  }

  private Future<Delivery> next() {
    var left = pieces.next(settled.units());
    if (left.isEmpty()) {
      return settled.refused().isEmpty()
          ? Future.succeededFuture(settled.delivery())
          : remember(settled::delivery);
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
      settled.deliver(piece, 0);
      settled.addWritten(part.carried());
      return next();
    }
    if (piece.cardinality() == 1 || upstream.rollsBack(answer)) {
      return refusedWhole(piece, answer);
    }
    settled.deliverPartly(piece, piece.cardinality(), answer);
    return next();
  }

  /** A store that counts what it has written has kept the good part of the piece. */
  private Future<Delivery> afterRw2(BitSet piece, OutgoingBody part, StoreAnswer answer) {
    if (answer.written().isEmpty()) {
      return misunderstood(answer);
    }
    var missing = answer.missing(part.carried());
    settled.addWritten(part.carried().minus(missing));
    boolean tookAll =
        answer.meaning() == StoreAnswer.Meaning.TAKEN && missing.equals(PartCounts.NONE);
    if (tookAll || StoreAnswer.isOnlyExemplars(missing)) {
      settled.deliver(piece, missing.exemplars());
    } else {
      settled.deliverPartly(piece, missing.samples() + missing.histograms(), answer);
    }
    return next();
  }

  private Future<Delivery> misunderstood(StoreAnswer answer) {
    misunderstood = answer;
    return interrupted(answer.unavailable(upstream.name()));
  }

  private Future<Delivery> refusedWhole(BitSet piece, StoreAnswer answer) {
    if (piece.cardinality() == 1) {
      settled.refuse(piece.nextSetBit(0), answer);
    } else if (answer.saysTooOld()) {
      pieces.splitByAge(piece);
    } else {
      pieces.halve(piece);
    }
    return next();
  }

  private Delivery exhausted() {
    return memory.countTry(tenant, request) < MOST_TRIES
        ? Unavailable.inPieces("exhausted", settled.progress())
        : settled.givenUp();
  }

  private Future<Delivery> interrupted(Unavailable unavailable) {
    return remember(() -> unavailable);
  }

  /** Keeps what is settled for the sender's next try; {@code end} is what comes of this one. */
  private Future<Delivery> remember(Supplier<Delivery> end) {
    return work.run(
        body.decodedBytes(),
        _ -> {
          memory.remember(tenant, request, settled.delivered(), settled.refused());
          return end.get();
        });
  }

  /** The pool is full, or worse: what is settled is kept all the same. */
  private Future<Delivery> keepProgress(Throwable cause) {
    memory.remember(tenant, request, settled.delivered(), settled.refused());
    return Future.failedFuture(cause);
  }
}
