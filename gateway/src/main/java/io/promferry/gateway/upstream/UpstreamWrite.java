package io.promferry.gateway.upstream;

import io.promferry.gateway.pipeline.OutgoingBody;
import io.promferry.gateway.pipeline.OutgoingWrite;
import io.promferry.gateway.upstream.Delivery.Abandoned;
import io.promferry.gateway.upstream.Delivery.Accepted;
import io.promferry.gateway.upstream.Delivery.DataRefused;
import io.promferry.gateway.upstream.Delivery.Unavailable;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.upstream.Exchange.Result.Answered;
import io.promferry.gateway.upstream.Exchange.Result.Lost;
import io.promferry.gateway.upstream.Exchange.Result.NotSent;
import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.OutputLimitExceededException;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.SplitRequest;
import io.promferry.gateway.wire.WriteVersion;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One write on its way to one store: in which version it goes, and what follows from the store's
 * answers (design section 4, issue 3). Lives on its request's event loop.
 */
final class UpstreamWrite {
  private final Upstream upstream;
  private final OutgoingWrite write;
  private final Sender sender;
  private final Attempts attempts;
  private final BodyWork work;
  private final Set<WriteVersion> tried = EnumSet.noneOf(WriteVersion.class);
  private final Promise<Delivery> promise = Promise.promise();

  /** The RW1 body that the store has refused, and its answer, while RW2 is tried instead. */
  private @Nullable Refusal refusal;

  /** A version that was refused as if it were the data's fault, until the other one is taken. */
  private @Nullable WriteVersion doubted;

  private record Refusal(OutgoingBody body, StoreAnswer answer) {}

  UpstreamWrite(
      Upstream upstream, OutgoingWrite write, Sender sender, Attempts attempts, BodyWork work) {
    this.upstream = upstream;
    this.write = write;
    this.sender = sender;
    this.attempts = attempts;
    this.work = work;
  }

  /** Sets out. */
  UpstreamWrite start() {
    // Within the chain, so that whatever is thrown ends this delivery and no other.
    Future.<Void>succeededFuture()
        .compose(_ -> deliver(upstream.versionFor(write.version())))
        .onComplete(promise::tryComplete, promise::tryFail);
    return this;
  }

  /** What became of it; fails only where making a body does. */
  Future<Delivery> future() {
    return promise.future();
  }

  /** Nobody waits for an answer any more. */
  void cancel() {
    promise.tryComplete(new Abandoned());
    attempts.abandon();
  }

  private Future<Delivery> deliver(WriteVersion version) {
    tried.add(version);
    var form = upstream.form(write.version(), version);
    var ready = write.ready(form);
    Future<OutgoingBody> made =
        ready.isPresent()
            ? Future.succeededFuture(ready.get())
            : work.run(write.costOf(form), scratch -> write.body(form, scratch));
    return made.compose(
        body ->
            body.isEmpty()
                ? ended(accepted(body, body.carried(), Map.of()))
                : send(body).compose(result -> decide(body, result)),
        this::cannotBeMade);
  }

  /** A form that exceeds the limit is this store's refusal: others may want the write again. */
  private Future<Delivery> cannotBeMade(Throwable cause) {
    return cause instanceof OutputLimitExceededException
        ? ended(
            new DataRefused(
                PartCounts.NONE,
                "upstream %s: %s".formatted(upstream.name(), cause.getMessage()),
                Map.of()))
        : Future.failedFuture(cause);
  }

  private Future<Result> send(OutgoingBody body) {
    return attempts
        .send(
            new Transport.Attributes(sender.tenant(), body.form().version(), sender.retryAttempt()),
            body.bytes())
        .onSuccess(result -> {
          if (!promise.future().isComplete()) {
            upstream.noticed(result);
          }
        });
  }

  private Future<Delivery> decide(OutgoingBody body, Result result) {
    return switch (result) {
      case NotSent notSent -> ended(new Unavailable(notSent.reason(), notSent.text()));
      case Lost lost -> ended(new Unavailable(lost.reason(), lost.text()));
      case Answered answered -> decide(body, answered.answer());
    };
  }

  private Future<Delivery> decide(OutgoingBody body, StoreAnswer answer) {
    var version = body.form().version();
    return switch (answer.meaning()) {
      case TAKEN ->
          version == WriteVersion.RW2 && answer.written().isEmpty()
              ? notUnderstood(version, answer)
              : ended(taken(body, answer));
      case DATA_REFUSED ->
          version == WriteVersion.RW2 ? refusedAsRw2(body, answer) : refusedAsRw1(body, answer);
      case TOO_LARGE -> inPieces(body, answer);
      case MEDIA_REFUSED -> notUnderstood(version, answer);
      case UNAVAILABLE -> unavailable(version, answer);
    };
  }

  /** What RW2 runs into on the way to a store that has refused RW1 need not be the store. */
  private Future<Delivery> unavailable(WriteVersion version, StoreAnswer answer) {
    var before = refusal;
    return before != null && version == WriteVersion.RW2 && answer.isAboutTheRequest()
        ? rolledBack(before.body, before.answer)
        : ended(answer.unavailable(upstream.name()));
  }

  /**
   * A store that takes an RW2 request for something else stores nothing of it, whatever it answers:
   * the same write follows in the other version, if there is one that has not been tried.
   */
  private Future<Delivery> notUnderstood(WriteVersion version, StoreAnswer answer) {
    if (answer.meaning() == StoreAnswer.Meaning.DATA_REFUSED) {
      doubted = version;
    } else {
      upstream.refuses(version);
    }
    var other = Capability.other(version);
    var before = refusal;
    if (before != null && other == WriteVersion.RW1) {
      return rolledBack(before.body, before.answer);
    }
    if (upstream.mayTake(other) && !tried.contains(other)) {
      return deliver(other);
    }
    return ended(
        new Unavailable(
            "media_refused",
            "upstream %s does not understand %s (it answered %d)"
                .formatted(upstream.name(), version.tag(), answer.status())));
  }

  /** Counts in an answer to RW1 mean nothing (prometheus#17659). */
  private Delivery taken(OutgoingBody body, StoreAnswer answer) {
    if (doubted != null) {
      upstream.refuses(doubted);
    }
    boolean tookAll =
        body.form().version() == WriteVersion.RW1
            || answer.missing(body.carried()).equals(PartCounts.NONE);
    return tookAll ? accepted(body, body.carried(), Map.of()) : takenInPart(body, answer);
  }

  /** A store that speaks RW2 has kept the good part and says how much that is. */
  private Future<Delivery> refusedAsRw2(OutgoingBody body, StoreAnswer answer) {
    return answer.written().isEmpty()
        ? notUnderstood(WriteVersion.RW2, answer)
        : ended(takenInPart(body, answer));
  }

  private Delivery takenInPart(OutgoingBody body, StoreAnswer answer) {
    var carried = body.carried();
    var missing = answer.missing(carried);
    var written = carried.minus(missing);
    if (StoreAnswer.isOnlyExemplars(missing)) {
      return accepted(body, written, Map.of(DropReason.EXEMPLAR_REFUSED, missing.exemplars()));
    }
    return new DataRefused(
        written.plus(withheld(body)),
        "upstream %s refuses %d of %d samples and %d of %d histograms: %d %s"
            .formatted(
                upstream.name(),
                missing.samples(),
                carried.samples(),
                missing.histograms(),
                carried.histograms(),
                answer.status(),
                answer.text()),
        body.dropped());
  }

  /** In RW2 a store keeps the good part of a batch that it rolls back in RW1. */
  private Future<Delivery> refusedAsRw1(OutgoingBody body, StoreAnswer answer) {
    if (upstream.mayTake(WriteVersion.RW2) && !tried.contains(WriteVersion.RW2)) {
      refusal = new Refusal(body, answer);
      return deliver(WriteVersion.RW2);
    }
    return rolledBack(body, answer);
  }

  private Future<Delivery> rolledBack(OutgoingBody body, StoreAnswer answer) {
    return upstream.rollsBack(answer) ? inPieces(body, answer) : ended(refused(body, answer));
  }

  private Delivery refused(OutgoingBody body, StoreAnswer answer) {
    return new DataRefused(
        PartCounts.NONE,
        "upstream %s answered %d: %s".formatted(upstream.name(), answer.status(), answer.text()),
        body.dropped());
  }

  /** What the gateway itself tells is not worth the search: it comes again with newer values. */
  private Future<Delivery> inPieces(OutgoingBody body, StoreAnswer first) {
    if (sender.isGateway()) {
      return ended(refused(body, first));
    }
    return work.run(body.decodedBytes(), _ -> OutgoingWrite.split(body))
        .compose(request -> inPieces(body, request, first));
  }

  private Future<Delivery> inPieces(OutgoingBody body, SplitRequest request, StoreAnswer first) {
    var pieces =
        new PiecewiseDelivery(upstream, sender.tenant(), body, request, first, work, this::send);
    return pieces
        .run()
        .compose(delivery ->
            pieces
                .misunderstood()
                .map(answer -> notUnderstood(body.form().version(), answer))
                .orElseGet(() -> ended(withWithheld(delivery, body))));
  }

  private Delivery withWithheld(Delivery delivery, OutgoingBody body) {
    return switch (delivery) {
      case Accepted accepted -> accepted(body, accepted.written(), accepted.dropped());
      case DataRefused refused ->
          new DataRefused(
              refused.written().plus(withheld(body)),
              refused.text(),
              dropped(body, refused.dropped()));
      case Unavailable _, Abandoned _ -> delivery;
    };
  }

  private Delivery accepted(OutgoingBody body, PartCounts written, Map<DropReason, Integer> more) {
    return new Accepted(written.plus(withheld(body)), dropped(body, more));
  }

  /** What the body's form leaves out, and what the store has not taken. */
  private static Map<DropReason, Integer> dropped(
      OutgoingBody body, Map<DropReason, Integer> more) {
    var dropped = new EnumMap<DropReason, Integer>(DropReason.class);
    dropped.putAll(body.dropped());
    more.forEach((reason, count) -> dropped.merge(reason, count, Integer::sum));
    return dropped;
  }

  /** What this form leaves out on purpose counts as written (facts/remote-write.md 1.2). */
  private PartCounts withheld(OutgoingBody body) {
    return write.report().written().minus(body.carried());
  }

  private static Future<Delivery> ended(Delivery delivery) {
    return Future.succeededFuture(delivery);
  }
}
