package io.promferry.gateway.upstream;

import io.promferry.gateway.telemetry.UpstreamMeters;
import io.promferry.gateway.upstream.Exchange.Result;
import io.promferry.gateway.upstream.Exchange.Result.Answered;
import io.promferry.gateway.upstream.Exchange.Result.Lost;
import io.promferry.gateway.upstream.Exchange.Result.NotSent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Gets one body answered, within one deadline: tries again what provably was not sent, and a 5xx
 * once (design section 4). A timeout or a broken connection is left to the sender, because the
 * store may have the write. Lives on its request's event loop.
 */
final class Attempts {
  private static final int MOST_UNSENT = 3;
  private static final Duration FIRST_PAUSE = Duration.ofMillis(50);

  /** A store that asks for more than this is left alone; its wish is handed on to the sender. */
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final String upstream;
  private final Transport transport;
  private final Room room;
  private final UpstreamMeters meters;
  private final Duration timeout;
  private final long deadlineNanos;
  private @Nullable Exchange current;
  private boolean abandoned;

  /** The deadline is {@code budget} from now, over all bodies that are sent through this. */
  Attempts(
      Vertx vertx,
      String upstream,
      Transport transport,
      Room room,
      UpstreamMeters meters,
      Duration timeout,
      Duration budget) {
    this.vertx = vertx;
    this.upstream = upstream;
    this.transport = transport;
    this.room = room;
    this.meters = meters;
    this.timeout = timeout;
    this.deadlineNanos = System.nanoTime() + budget.toNanos();
  }

  /** Sends the body until it is answered or must not be tried again; the future never fails. */
  Future<Result> send(Transport.Attributes attributes, byte[] body) {
    return send(attributes, body, 1, false);
  }

  /** Cuts off what is under way; nothing more is sent. */
  void abandon() {
    abandoned = true;
    if (current != null) {
      current.abandon();
    }
  }

  private Future<Result> send(
      Transport.Attributes attributes, byte[] body, int attempt, boolean refusedBefore) {
    var left = left();
    if (abandoned || left.isNegative() || left.isZero()) {
      return Future.succeededFuture(
          new NotSent("deadline", "upstream " + upstream + ": the deadline of the write is over"));
    }
    var limit = timeout.compareTo(left) < 0 ? timeout : left;
    var exchange = Exchange.start(vertx, upstream, transport, attributes, body, limit);
    current = exchange;
    meters.sent(attributes.version());
    long sent = System.nanoTime();
    return exchange
        .future()
        .onSuccess(result -> noticed(sent, result))
        .compose(result -> {
          boolean serverError = result instanceof Answered a && isTransient(a.answer());
          var pause = pause(result, attempt, refusedBefore);
          if (pause == null || pause.compareTo(left()) >= 0) {
            return Future.succeededFuture(result);
          }
          meters.retried(serverError ? "server_error" : "not_sent");
          return vertx
              .timer(pause.toMillis(), TimeUnit.MILLISECONDS)
              .compose(_ -> send(attributes, body, attempt + 1, refusedBefore || serverError));
        });
  }

  private void noticed(long sent, Result result) {
    room.noticed(sent, result);
    if (result instanceof Answered) {
      meters.answered(System.nanoTime() - sent);
    }
  }

  /** How long to wait before the next attempt, or null if there is to be none. */
  private static @Nullable Duration pause(Result result, int attempt, boolean refusedBefore) {
    return switch (result) {
      case NotSent _ -> attempt < MOST_UNSENT ? backoff(attempt) : null;
      case Lost _ -> null;
      case Answered answered -> {
        if (refusedBefore || !isTransient(answered.answer())) {
          yield null;
        }
        var asked = Duration.ofSeconds(answered.answer().retryAfterSeconds().orElse(0));
        var own = backoff(attempt);
        var longer = asked.compareTo(own) > 0 ? asked : own;
        yield longer.compareTo(LONGEST_PAUSE) > 0 ? null : longer;
      }
    };
  }

  private static boolean isTransient(StoreAnswer answer) {
    return answer.isServerError() && answer.meaning() == StoreAnswer.Meaning.UNAVAILABLE;
  }

  /** Doubles with each attempt; between half and the whole of that, so that retries spread out. */
  private static Duration backoff(int attempt) {
    long most = FIRST_PAUSE.toMillis() << attempt;
    return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
  }

  private Duration left() {
    return Duration.ofNanos(deadlineNanos - System.nanoTime());
  }
}
