package io.promferry.gateway.upstream;

import io.promferry.gateway.pipeline.OutgoingBody;
import io.promferry.gateway.pipeline.OutgoingWrite;
import io.promferry.gateway.tenant.TenantId;
import io.promferry.gateway.upstream.Delivery.Accepted;
import io.promferry.gateway.upstream.Delivery.DataRefused;
import io.promferry.gateway.upstream.Delivery.Unavailable;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.upstream.Exchange.Result.Answered;
import io.promferry.gateway.upstream.Exchange.Result.Lost;
import io.promferry.gateway.upstream.Exchange.Result.NotSent;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.SplitRequest;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

  private final String upstream;
  private final TenantId tenant;
  private final RefusalMemory memory;
  private final OutgoingBody body;
  private final SplitRequest request;
  private final BodyWork work;
  private final Function<OutgoingBody, Future<Result>> send;

  private final Deque<BitSet> pieces = new ArrayDeque<>();
  private final BitSet delivered = new BitSet();
  private final BitSet refused = new BitSet();
  private final Map<Integer, String> reasons = new HashMap<>();
  private final List<String> partly = new ArrayList<>();
  private PartCounts written = PartCounts.NONE;
  private int requests;

  /** {@code request} is made of {@code body}, and {@code send} sends one piece of it. */
  PiecewiseDelivery(
      String upstream,
      TenantId tenant,
      RefusalMemory memory,
      OutgoingBody body,
      SplitRequest request,
      BodyWork work,
      Function<OutgoingBody, Future<Result>> send) {
    this.upstream = upstream;
    this.tenant = tenant;
    this.memory = memory;
    this.body = body;
    this.request = request;
    this.work = work;
    this.send = send;
  }

  /**
   * Delivers what can be delivered. Counts as written only what the pieces carried; the future
   * fails only where making a piece does.
   */
  Future<Delivery> run() {
    if (!memory.begin(tenant)) {
      return Future.succeededFuture(
          new Unavailable(
              "piecewise_busy",
              "another write of this tenant is being delivered to "
                  + upstream
                  + " in pieces at the moment"));
    }
    memory.recall(tenant, request, delivered, refused);
    var rest = new BitSet();
    rest.set(0, request.units());
    rest.andNot(delivered);
    rest.andNot(refused);
    boolean isWhole = rest.cardinality() == request.units();
    if (isWhole) {
      halve(rest);
    } else if (!rest.isEmpty()) {
      pieces.push(rest);
    }
    return next().onComplete(_ -> memory.end(tenant));
  }

  private Future<Delivery> next() {
    if (pieces.isEmpty()) {
      return Future.succeededFuture(done());
    }
    if (requests == MOST_REQUESTS) {
      return Future.succeededFuture(exhausted());
    }
    requests++;
    var piece = pieces.pop();
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
    switch (answer.meaning()) {
      case TAKEN -> {
        delivered.or(piece);
        written = written.plus(part.carried());
      }
      case DATA_REFUSED, TOO_LARGE -> {
        if (answer.written().isPresent()) {
          partlyTaken(piece, part, answer);
        } else if (piece.cardinality() == 1) {
          refuse(piece, answer);
        } else {
          halve(piece);
        }
      }
      case MEDIA_REFUSED, UNAVAILABLE -> {
        return interrupted(answer.unavailable(upstream));
      }
    }
    return next();
  }

  /** A store that counts what it has written has kept the good part of the piece. */
  private void partlyTaken(BitSet piece, OutgoingBody part, StoreAnswer answer) {
    delivered.or(piece);
    written = written.plus(answer.written().orElse(PartCounts.NONE).min(part.carried()));
    partly.add(answer.text());
  }

  private void refuse(BitSet single, StoreAnswer answer) {
    refused.or(single);
    if (reasons.size() < NAMED_OFFENDERS) {
      reasons.put(single.nextSetBit(0), answer.status() + " " + answer.text());
    }
  }

  /** The first half is sent first: samples of one series must stay in order. */
  private void halve(BitSet piece) {
    var first = new BitSet();
    var second = (BitSet) piece.clone();
    int half = Math.max(1, piece.cardinality() / 2);
    for (int unit = piece.nextSetBit(0); half > 0; unit = piece.nextSetBit(unit + 1), half--) {
      first.set(unit);
    }
    second.andNot(first);
    if (!second.isEmpty()) {
      pieces.push(second);
    }
    pieces.push(first);
  }

  private Delivery done() {
    if (refused.isEmpty() && partly.isEmpty()) {
      return new Accepted(written, Map.of());
    }
    return dataRefused(refused.cardinality(), "");
  }

  private Delivery exhausted() {
    memory.remember(tenant, request, delivered, refused);
    if (memory.countTry(tenant, request) < MOST_TRIES) {
      return new Unavailable(
          "piecewise_exhausted",
          "upstream %s refuses parts of this write; %d of %d samples are settled, %d of them refused"
              .formatted(
                  upstream,
                  delivered.cardinality() + refused.cardinality(),
                  request.units(),
                  refused.cardinality()));
    }
    int rest = request.units() - delivered.cardinality() - refused.cardinality();
    return dataRefused(refused.cardinality() + rest, rest + " of them given up; ");
  }

  private Future<Delivery> interrupted(Unavailable unavailable) {
    memory.remember(tenant, request, delivered, refused);
    return Future.succeededFuture(unavailable);
  }

  private DataRefused dataRefused(int samples, String more) {
    return new DataRefused(
        written,
        "upstream %s refuses %d of %d samples; %sfirst: %s"
            .formatted(upstream, samples, request.units(), more, offenders()),
        Map.of());
  }

  private String offenders() {
    var named =
        refused.stream()
            .limit(NAMED_OFFENDERS)
            .mapToObj(unit ->
                request.describe(unit)
                    + ": "
                    + reasons.getOrDefault(unit, "refused at an earlier try"));
    return Stream.concat(named, partly.stream().limit(NAMED_OFFENDERS))
        .collect(Collectors.joining("; "));
  }
}
