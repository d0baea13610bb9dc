package io.promferry.gateway.http;

import io.promferry.gateway.auth.AuthResult;
import io.promferry.gateway.wire.PartCounts;
import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a request to the write endpoint ends. {@link StatusMapper} alone knows which status that is.
 */
sealed interface WriteOutcome {
  /** Every required upstream has accepted all of it. */
  record Accepted(PartCounts written) implements WriteOutcome {}

  /** A part is refused for good, and the rest, if there is any, has been accepted. */
  record SeriesRefused(String text, PartCounts written) implements WriteOutcome {}

  /** The store does not have it, or not for sure, for a reason that may pass. */
  record UpstreamUnavailable(String text, OptionalInt retryAfterSeconds) implements WriteOutcome {}

  /** The gateway has no room for it at the moment. */
  record Overloaded(String text) implements WriteOutcome {}

  /** The tenant has sent too many samples; it may send again after this time. */
  record RateLimited(String text, Duration retryAfter) implements WriteOutcome {}

  /** The credential is nobody's. */
  record Unauthenticated(AuthResult.Reason reason) implements WriteOutcome {}

  /** The body cannot be read. */
  record Malformed(String text) implements WriteOutcome {}

  /** It could never pass. */
  record TooLarge(String text) implements WriteOutcome {}

  /** The content type or encoding is none that we take. */
  record UnsupportedMedia(String text) implements WriteOutcome {}

  /** The body did not arrive in time: the connection is closed, because any 4xx would be loss. */
  record BodyTimeout() implements WriteOutcome {}

  /** Nobody is there to be answered. */
  record ClientGone() implements WriteOutcome {}

  /** What counts as written; nothing of a write that is to be sent again, or of one unread. */
  default PartCounts written() {
    return PartCounts.NONE;
  }
}
