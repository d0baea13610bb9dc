package io.promferry.gateway.http;

import io.promferry.gateway.telemetry.WriteResult;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/**
 * The one place that decides what a sender is told (design section 4). A stock Prometheus drops its
 * batch on every 4xx, vmagent on 400, 409 and 415: so nothing that may pass is ever answered with
 * one (facts/remote-write.md 1.6).
 */
final class StatusMapper {
  /** Prometheus obeys {@code Retry-After} without a limit of its own, so ours is short. */
  private static final int LONGEST_RETRY_SECONDS = 30;

  private static final int USUAL_RETRY_SECONDS = 5;

  private StatusMapper() {}

  /**
   * An answer.
   *
   * @param retryAfterSeconds present on 503 only
   * @param text one line for the sender's log; empty on success
   */
  record Answer(int status, String text, OptionalInt retryAfterSeconds) {
    Answer withStatus(int other) {
      return new Answer(other, text, retryAfterSeconds);
    }
  }

  /** The answer to a write; empty where the connection is closed without one. */
  static Optional<Answer> answer(Reply reply) {
    return answer(reply.outcome())
        .map(answer -> answer.withStatus(reply.sender().status(answer.status())));
  }

  private static Optional<Answer> answer(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Accepted _ -> answer(204, "");
      case WriteOutcome.SeriesRefused refused -> answer(400, refused.text());
      case WriteOutcome.Malformed malformed -> answer(400, malformed.text());
      case WriteOutcome.Unauthenticated unauthenticated ->
          answer(401, unauthenticated.reason().text());
      case WriteOutcome.TooLarge tooLarge -> answer(413, tooLarge.text());
      case WriteOutcome.UnsupportedMedia unsupported -> answer(415, unsupported.text());
      case WriteOutcome.UpstreamUnavailable unavailable ->
          comeBack(unavailable.text(), unavailable.retryAfterSeconds().orElse(USUAL_RETRY_SECONDS));
      case WriteOutcome.Overloaded overloaded -> comeBack(overloaded.text(), USUAL_RETRY_SECONDS);
      case WriteOutcome.RateLimited limited ->
          comeBackIn(limited.text(), notBefore(limited.retryAfter(), ThreadLocalRandom.current()));
      case WriteOutcome.BodyTimeout _, WriteOutcome.ClientGone _ -> Optional.empty();
    };
  }

  /** How the outcome counts for its tenant; empty for those that come before a tenant is known. */
  static Optional<WriteResult> result(WriteOutcome outcome) {
    return switch (outcome) {
      case WriteOutcome.Accepted _ -> Optional.of(WriteResult.ACCEPTED);
      case WriteOutcome.SeriesRefused _ -> Optional.of(WriteResult.SERIES_REFUSED);
      case WriteOutcome.Malformed _ -> Optional.of(WriteResult.MALFORMED);
      case WriteOutcome.TooLarge _ -> Optional.of(WriteResult.TOO_LARGE);
      case WriteOutcome.UpstreamUnavailable _ -> Optional.of(WriteResult.UPSTREAM_UNAVAILABLE);
      case WriteOutcome.Overloaded _ -> Optional.of(WriteResult.OVERLOADED);
      case WriteOutcome.RateLimited _ -> Optional.of(WriteResult.RATE_LIMITED);
      case WriteOutcome.BodyTimeout _ -> Optional.of(WriteResult.BODY_TIMEOUT);
      case WriteOutcome.ClientGone _ -> Optional.of(WriteResult.CLIENT_GONE);
      case WriteOutcome.Unauthenticated _, WriteOutcome.UnsupportedMedia _ -> Optional.empty();
    };
  }

  /** Between half and the whole of {@code seconds}, within 1 to 30, so that senders spread out. */
  static int jittered(int seconds, RandomGenerator random) {
    int most = Math.clamp(seconds, 1, LONGEST_RETRY_SECONDS);
    return random.nextInt((most + 1) / 2, most + 1);
  }

  /** So long or up to half as long again, in whole seconds within 1 to 30: sooner is too soon. */
  static int notBefore(Duration retryAfter, RandomGenerator random) {
    int least = Math.clamp(retryAfter.plusNanos(999_999_999).toSeconds(), 1, LONGEST_RETRY_SECONDS);
    return Math.min(LONGEST_RETRY_SECONDS, random.nextInt(least, least + (least + 1) / 2 + 1));
  }

  private static Optional<Answer> answer(int status, String text) {
    return Optional.of(new Answer(status, text, OptionalInt.empty()));
  }

  private static Optional<Answer> comeBack(String text, int seconds) {
    return comeBackIn(text, jittered(seconds, ThreadLocalRandom.current()));
  }

  private static Optional<Answer> comeBackIn(String text, int seconds) {
    return Optional.of(new Answer(503, text, OptionalInt.of(seconds)));
  }
}
