package io.promferry.gateway.http;

import io.promferry.gateway.codec.CorruptBodyException;
import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.events.UnexpectedFailures;
import io.promferry.gateway.http.Admission.Decision.In;
import io.promferry.gateway.http.Admission.Decision.Later;
import io.promferry.gateway.http.Authentication.Result.Admitted;
import io.promferry.gateway.http.Authentication.Result.NotKnown;
import io.promferry.gateway.http.BodyReader.WriteOutcomeOrBody;
import io.promferry.gateway.http.BodyReader.WriteOutcomeOrBody.Body;
import io.promferry.gateway.http.BodyReader.WriteOutcomeOrBody.Refused;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.pipeline.IncomingBody;
import io.promferry.gateway.pipeline.Processed;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.upstream.Delivery;
import io.promferry.gateway.upstream.Sender;
import io.promferry.gateway.wire.OutputLimitExceededException;
import io.promferry.gateway.wire.PartCounts;
import io.promferry.gateway.wire.SpliceReport;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One write, from its head to its answer (design section 4). One instance per event loop. */
final class WriteHandler {
  private static final Logger logger = LoggerFactory.getLogger(WriteHandler.class);

  private final Vertx vertx;
  private final Supplier<Serving> current;
  private final PipelinePool pool;
  private final GatewayMeters meters;
  private final Duration bodyTimeout;
  private final Authentication authentication;
  private final Scratch scratch = new Scratch();
  private final UnexpectedFailures failures = new UnexpectedFailures(LogEvent.WRITE_ERROR, logger);

  WriteHandler(
      Vertx vertx,
      Supplier<Serving> current,
      PipelinePool pool,
      GatewayMeters meters,
      Authentication authentication,
      Duration bodyTimeout) {
    this.vertx = vertx;
    this.current = current;
    this.pool = pool;
    this.meters = meters;
    this.bodyTimeout = bodyTimeout;
    this.authentication = authentication;
  }

  /** How the request ends; the future never fails. */
  Future<Reply> handle(HttpServerRequest request) {
    var sender = profile(request);
    return switch (WriteMedia.of(
        request.getHeader("Content-Type"), request.getHeader("Content-Encoding"))) {
      case WriteMedia.Refused refused -> {
        meters.refusedRequests("unsupported_media");
        var outcome = new WriteOutcome.UnsupportedMedia(refused.reason());
        yield Future.succeededFuture(new Reply(outcome, null, sender));
      }
      case WriteMedia.Taken media ->
          authenticate(request, media).map(outcome -> new Reply(outcome, media.version(), sender));
    };
  }

  private static SenderProfile profile(HttpServerRequest request) {
    return SenderProfile.of(request.getHeader("User-Agent"));
  }

  private Future<WriteOutcome> authenticate(HttpServerRequest request, WriteMedia.Taken media) {
    long start = System.nanoTime();
    var serving = current.get();
    return switch (authentication.of(request, serving.authenticator(), serving.tenants())) {
      case NotKnown notKnown -> Future.succeededFuture(notKnown.outcome());
      case Authentication.Result.Refused refused ->
          Future.succeededFuture(noted(refused.outcome(), request, media, refused.served()));
      case Admitted admitted ->
          write(request, media, serving, admitted.tenant(), admitted.served())
              .onSuccess(_ -> meters.writeTook(System.nanoTime() - start));
    };
  }

  private Future<WriteOutcome> write(
      HttpServerRequest request,
      WriteMedia.Taken media,
      Serving serving,
      Tenant tenant,
      ServedTenant served) {
    return admit(request, media, serving, tenant, served)
        .map(outcome -> noted(outcome, request, media, served));
  }

  /** Before any of the body is read. */
  private Future<WriteOutcome> admit(
      HttpServerRequest request,
      WriteMedia.Taken media,
      Serving serving,
      Tenant tenant,
      ServedTenant served) {
    var full = serving.upstreams().fullFor(tenant.id());
    if (full.isPresent()) {
      return Future.succeededFuture(unavailable(full.get()));
    }
    return switch (Admission.of(served)) {
      case Later later -> Future.succeededFuture(later.outcome());
      case In in -> write(request, media, serving, tenant, served, in.admission());
    };
  }

  private Future<WriteOutcome> write(
      HttpServerRequest request,
      WriteMedia.Taken media,
      Serving serving,
      Tenant tenant,
      ServedTenant served,
      Admission admission) {
    var reader = new BodyReader(request, media, tenant.limits().sizes(), admission);
    var sender = Sender.tenant(tenant.id(), served.meters(), RetryAttempt.of(request));
    var workbench = new Workbench(vertx, pool, scratch, tenant.id());
    // What is thrown in a step fails the chain as well, so that what is held is given back once.
    return Future.succeededFuture()
        .compose(_ -> reader.read(vertx, bodyTimeout))
        .compose(read -> process(read, admission, serving, served, workbench))
        .compose(processed -> unless(admission.accountFor(processed), processed))
        .compose(processed -> deliver(processed, serving, served, sender, workbench, request))
        .recover(this::unexpected)
        .onComplete(_ -> admission.release());
  }

  private static WriteOutcome noted(
      WriteOutcome outcome,
      HttpServerRequest request,
      WriteMedia.Taken media,
      ServedTenant served) {
    WriteObserver.ended(served, new Reply(outcome, media.version(), profile(request)));
    return outcome;
  }

  /** Carries an outcome past the steps that are not needed any more. */
  private static final class Ended extends RuntimeException {
    // Not serialized: it never leaves the chain of futures.
    private final transient WriteOutcome outcome;

    Ended(WriteOutcome outcome) {
      super(null, null, false, false);
      this.outcome = outcome;
    }
  }

  private Future<Processed> process(
      WriteOutcomeOrBody read,
      Admission admission,
      Serving serving,
      ServedTenant served,
      Workbench workbench) {
    return switch (read) {
      case Refused refused -> Future.failedFuture(new Ended(refused.outcome()));
      case Body body -> {
        served.meters().received(body.body().length());
        yield process(body.body(), admission, serving, served, workbench);
      }
    };
  }

  private Future<Processed> process(
      IncomingBody body,
      Admission admission,
      Serving serving,
      ServedTenant served,
      Workbench workbench) {
    var plan = served.plan();
    long decoded;
    try {
      decoded =
          body.encoding()
              .declaredLength(body.bytes(), body.length())
              .orElse(plan.decodedBytesLimit());
    } catch (CorruptBodyException e) {
      return Future.succeededFuture(new Processed.Malformed(String.valueOf(e.getMessage())));
    }
    // What is larger is answered without being decoded.
    var full =
        decoded <= plan.decodedBytesLimit()
            ? admission.takeUpTo(body.bytes().length + 2 * decoded)
            : Optional.<WriteOutcome>empty();
    if (full.isPresent()) {
      return Future.failedFuture(new Ended(full.get()));
    }
    return workbench.process(body, decoded, plan, serving.upstreams().formsFor(body.version()));
  }

  private static <T> Future<T> unless(Optional<WriteOutcome> ended, T next) {
    return ended
        .map(outcome -> Future.<T>failedFuture(new Ended(outcome)))
        .orElseGet(() -> Future.succeededFuture(next));
  }

  private Future<WriteOutcome> deliver(
      Processed processed,
      Serving serving,
      ServedTenant served,
      Sender sender,
      Workbench workbench,
      HttpServerRequest request) {
    return switch (processed) {
      case Processed.Malformed malformed ->
          Future.succeededFuture(new WriteOutcome.Malformed(malformed.reason()));
      case Processed.TooLarge tooLarge ->
          Future.succeededFuture(new WriteOutcome.TooLarge(tooLarge.reason()));
      case Processed.Nothing nothing -> {
        served.meters().spliced(nothing.report());
        served.journal().spliced(nothing.report());
        yield Future.succeededFuture(accepted(nothing.report(), PartCounts.NONE));
      }
      case Processed.Forward forward -> {
        served.meters().spliced(forward.write().report());
        served.journal().spliced(forward.write().report());
        var delivery =
            serving.upstreams().deliver(forward.write(), sender, serving.deadline(), workbench);
        request.response().closeHandler(_ -> delivery.cancel());
        if (request.response().closed()) {
          delivery.cancel();
        }
        yield delivery.future().map(done -> outcome(done, forward.write().report(), served));
      }
    };
  }

  private static WriteOutcome outcome(Delivery delivery, SpliceReport report, ServedTenant served) {
    return switch (delivery) {
      case Delivery.Accepted accepted -> {
        forwarded(accepted.written(), report, served);
        yield accepted(report, accepted.written());
      }
      case Delivery.DataRefused refused -> {
        forwarded(refused.written(), report, served);
        yield new WriteOutcome.SeriesRefused(
            RefusalText.ofUpstream(refused.text(), report), counted(report, refused.written()));
      }
      case Delivery.Abandoned _ -> new WriteOutcome.ClientGone();
      case Delivery.Unavailable unavailable -> unavailable(unavailable);
    };
  }

  private static WriteOutcome unavailable(Delivery.Unavailable unavailable) {
    return new WriteOutcome.UpstreamUnavailable(
        unavailable.text(), unavailable.retryAfterSeconds());
  }

  private static void forwarded(PartCounts written, SpliceReport report, ServedTenant served) {
    if (!written.equals(PartCounts.NONE)) {
      served.meters().forwarded(written, System.currentTimeMillis() / 1000);
      served.journal().accepted(written, report.newestTimestamp());
    }
  }

  private static WriteOutcome accepted(SpliceReport report, PartCounts written) {
    var counted = counted(report, written);
    return report.refusedSeries() == 0
        ? new WriteOutcome.Accepted(counted)
        : new WriteOutcome.SeriesRefused(RefusalText.of(report), counted);
  }

  /** What the sender reads as written: what rules drop is, though no store has it (design 4). */
  private static PartCounts counted(SpliceReport report, PartCounts written) {
    return written.plus(report.droppedByRules().parts());
  }

  private Future<WriteOutcome> unexpected(Throwable cause) {
    return Future.succeededFuture(
        switch (cause) {
          case Ended ended -> ended.outcome;
          case OutputLimitExceededException tooLarge ->
              new WriteOutcome.TooLarge(String.valueOf(tooLarge.getMessage()));
          case RejectedExecutionException _ ->
              new WriteOutcome.Overloaded("too many large bodies at once");
          default -> {
            failures.happened(cause, "write failed unexpectedly");
            yield new WriteOutcome.Overloaded("internal error");
          }
        });
  }
}
