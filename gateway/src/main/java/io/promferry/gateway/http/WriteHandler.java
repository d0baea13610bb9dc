package io.promferry.gateway.http;

import io.promferry.gateway.auth.AuthResult.Authenticated;
import io.promferry.gateway.auth.AuthResult.Rejected;
import io.promferry.gateway.codec.CorruptBodyException;
import io.promferry.gateway.codec.SnappyBlock;
import io.promferry.gateway.http.BodyReader.WriteOutcomeOrBody;
import io.promferry.gateway.http.BodyReader.WriteOutcomeOrBody.Body;
import io.promferry.gateway.http.BodyReader.WriteOutcomeOrBody.Refused;
import io.promferry.gateway.http.Serving.ServedTenant;
import io.promferry.gateway.limits.ByteBudget;
import io.promferry.gateway.pipeline.Processed;
import io.promferry.gateway.pipeline.Scratch;
import io.promferry.gateway.pipeline.WritePipeline;
import io.promferry.gateway.telemetry.GatewayMeters;
import io.promferry.gateway.tenant.Tenant;
import io.promferry.gateway.upstream.Delivery;
import io.promferry.gateway.wire.SpliceReport;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One write, from its head to its answer (design section 4). One instance per event loop. */
final class WriteHandler {
  private static final Logger logger = LoggerFactory.getLogger(WriteHandler.class);

  /** Up to these sizes a body is worked on by the event loop itself: a few milliseconds at most. */
  private static final int SMALL_BODY = 256 << 10;

  private static final int SMALL_DECODED = 4 << 20;

  private final Vertx vertx;
  private final Supplier<Serving> current;
  private final ByteBudget budget;
  private final PipelinePool pool;
  private final GatewayMeters meters;
  private final Duration bodyTimeout;
  private final Scratch scratch = new Scratch();

  WriteHandler(
      Vertx vertx,
      Supplier<Serving> current,
      ByteBudget budget,
      PipelinePool pool,
      GatewayMeters meters,
      Duration bodyTimeout) {
    this.vertx = vertx;
    this.current = current;
    this.budget = budget;
    this.pool = pool;
    this.meters = meters;
    this.bodyTimeout = bodyTimeout;
  }

  /** How the request ends; the future never fails. */
  Future<WriteOutcome> handle(HttpServerRequest request) {
    long start = System.nanoTime();
    var refusal =
        WriteMedia.refusal(
            request.getHeader("Content-Type"), request.getHeader("Content-Encoding"));
    if (refusal.isPresent()) {
      meters.refusedRequests("unsupported_media");
      return Future.succeededFuture(new WriteOutcome.UnsupportedMedia(refusal.get()));
    }
    var serving = current.get();
    return switch (serving.authenticator().authenticate(request.getHeader("Authorization"))) {
      case Rejected rejected -> {
        meters.unauthenticated(rejected.reason());
        yield Future.succeededFuture(new WriteOutcome.Unauthenticated(rejected.reason()));
      }
      case Authenticated authenticated ->
          write(request, serving, authenticated.tenant())
              .onSuccess(_ -> meters.writeTook(System.nanoTime() - start));
    };
  }

  private Future<WriteOutcome> write(HttpServerRequest request, Serving serving, Tenant tenant) {
    var served = serving.tenants().get(tenant.id());
    if (served == null) {
      return Future.succeededFuture(
          new WriteOutcome.Overloaded("the gateway is loading its tenants"));
    }
    var reader = new BodyReader(request, tenant.sizes().bodyBytes(), budget);
    return reader
        .read(vertx, bodyTimeout)
        .compose(read -> process(read, reader, served))
        .compose(processed -> deliver(processed, serving, served, request))
        .recover(WriteHandler::unexpected)
        .onComplete(_ -> reader.release())
        .onSuccess(outcome -> StatusMapper.result(outcome).ifPresent(served.meters()::answered));
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
      WriteOutcomeOrBody read, BodyReader reader, ServedTenant served) {
    return switch (read) {
      case Refused refused -> Future.failedFuture(new Ended(refused.outcome()));
      case Body body -> {
        served.meters().received(body.length());
        yield process(body, reader, served);
      }
    };
  }

  private Future<Processed> process(Body body, BodyReader reader, ServedTenant served) {
    long declared;
    try {
      declared = SnappyBlock.declaredLength(body.bytes(), body.length());
    } catch (CorruptBodyException e) {
      return Future.succeededFuture(new Processed.Malformed(String.valueOf(e.getMessage())));
    }
    var plan = served.plan();
    if (declared <= plan.decodedBytesLimit() && !reader.take(2 * declared)) {
      return Future.failedFuture(
          new Ended(new WriteOutcome.Overloaded("the gateway's memory budget is used up")));
    }
    if (body.length() <= SMALL_BODY && declared <= SMALL_DECODED) {
      return Future.succeededFuture(
          WritePipeline.process(body.bytes(), body.length(), plan, scratch));
    }
    Context context = vertx.getOrCreateContext();
    return pool.run(context, own -> WritePipeline.process(body.bytes(), body.length(), plan, own));
  }

  private Future<WriteOutcome> deliver(
      Processed processed, Serving serving, ServedTenant served, HttpServerRequest request) {
    return switch (processed) {
      case Processed.Malformed malformed ->
          Future.succeededFuture(new WriteOutcome.Malformed(malformed.reason()));
      case Processed.TooLarge tooLarge ->
          Future.succeededFuture(new WriteOutcome.TooLarge(tooLarge.reason()));
      case Processed.Nothing nothing -> {
        served.meters().spliced(nothing.report());
        yield Future.succeededFuture(accepted(nothing.report()));
      }
      case Processed.Forward forward -> {
        served.meters().spliced(forward.report());
        var attempt = serving.upstream().deliver(served.id(), forward.body(), serving.deadline());
        request.response().closeHandler(_ -> attempt.cancel());
        yield attempt
            .future()
            .map(delivery -> outcome(delivery, forward.report(), serving, served));
      }
    };
  }

  private static WriteOutcome outcome(
      Delivery delivery, SpliceReport report, Serving serving, ServedTenant served) {
    return switch (delivery) {
      case Delivery.Accepted _ -> {
        served.meters().forwarded(report, System.currentTimeMillis() / 1000);
        yield accepted(report);
      }
      case Delivery.DataRefused refused ->
          new WriteOutcome.SeriesRefused(
              RefusalText.ofUpstream(
                  serving.upstream().config().name(), refused.status(), refused.text(), report));
      case Delivery.Abandoned _ -> new WriteOutcome.ClientGone();
      case Delivery.Unavailable unavailable ->
          new WriteOutcome.UpstreamUnavailable(unavailable.text(), unavailable.retryAfterSeconds());
    };
  }

  private static WriteOutcome accepted(SpliceReport report) {
    return report.refusedSeries() == 0
        ? new WriteOutcome.Accepted()
        : new WriteOutcome.SeriesRefused(RefusalText.of(report));
  }

  private static Future<WriteOutcome> unexpected(Throwable cause) {
    return Future.succeededFuture(
        switch (cause) {
          case Ended ended -> ended.outcome;
          case RejectedExecutionException _ ->
              new WriteOutcome.Overloaded("too many large bodies at once");
          default -> {
            logger.atError().setCause(cause).log("write failed unexpectedly");
            yield new WriteOutcome.Overloaded("internal error");
          }
        });
  }
}
