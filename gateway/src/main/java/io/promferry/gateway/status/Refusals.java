package io.promferry.gateway.status;

import static io.promferry.gateway.telemetry.WriteResult.BODY_TIMEOUT;
import static io.promferry.gateway.telemetry.WriteResult.CLIENT_GONE;
import static io.promferry.gateway.telemetry.WriteResult.MALFORMED;
import static io.promferry.gateway.telemetry.WriteResult.OVERLOADED;
import static io.promferry.gateway.telemetry.WriteResult.RATE_LIMITED;
import static io.promferry.gateway.telemetry.WriteResult.SERIES_REFUSED;
import static io.promferry.gateway.telemetry.WriteResult.TOO_LARGE;
import static io.promferry.gateway.telemetry.WriteResult.UPSTREAM_UNAVAILABLE;
import static io.promferry.gateway.telemetry.WriteResult.WRONG_SOURCE;

import io.promferry.gateway.status.Verdict.Code;
import io.promferry.gateway.telemetry.WriteResult;
import io.promferry.gateway.wire.RefusalReason;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What the ways in which a write is refused are called, and which of them prevails. */
final class Refusals {
  /** The sender drops what is refused so. */
  static final List<WriteResult> FOR_GOOD = List.of(SERIES_REFUSED, MALFORMED, TOO_LARGE);

  /** The sender sends it again. */
  static final List<WriteResult> FOR_NOW =
      List.of(
          UPSTREAM_UNAVAILABLE, RATE_LIMITED, WRONG_SOURCE, OVERLOADED, BODY_TIMEOUT, CLIENT_GONE);

  private static final RefusalReason[] REASONS = RefusalReason.values();

  private Refusals() {}

  /** What most of the writes came to, if one of them came to any of these. */
  static Optional<WriteResult> mostOf(Counts counts, List<WriteResult> among) {
    return among.stream()
        .filter(result -> counts.writes(result) > 0)
        .max(Comparator.comparingLong(counts::writes));
  }

  static long sumOf(Counts counts, List<WriteResult> of) {
    return of.stream().mapToLong(counts::writes).sum();
  }

  /** Series that were refused. */
  static long series(Counts counts) {
    return Arrays.stream(REASONS).mapToLong(counts::refused).sum();
  }

  /** Why most of the refused series were, in words. */
  static Optional<String> mostOf(Counts counts) {
    return reason(counts).map(RefusalReason::text);
  }

  static boolean isMostlyAhead(Counts counts) {
    return reason(counts).equals(Optional.of(RefusalReason.SAMPLE_AHEAD));
  }

  private static Optional<RefusalReason> reason(Counts counts) {
    return Arrays.stream(REASONS)
        .filter(reason -> counts.refused(reason) > 0)
        .max(Comparator.comparingLong(counts::refused));
  }

  static Code code(WriteResult result) {
    return switch (result) {
      case ACCEPTED -> Code.WRITING;
      case SERIES_REFUSED -> Code.SOME_SERIES_REFUSED;
      case MALFORMED -> Code.MALFORMED;
      case TOO_LARGE -> Code.TOO_LARGE;
      case UPSTREAM_UNAVAILABLE -> Code.UPSTREAM_UNAVAILABLE;
      case OVERLOADED -> Code.OVERLOADED;
      case RATE_LIMITED -> Code.OVER_LIMIT;
      case WRONG_SOURCE -> Code.WRONG_SOURCE;
      case BODY_TIMEOUT -> Code.BODY_TIMEOUT;
      case CLIENT_GONE -> Code.CLIENT_GONE;
    };
  }

  /** What to say where the answer's text is not at hand. */
  static String words(WriteResult result) {
    return switch (result) {
      case ACCEPTED -> "accepted";
      case SERIES_REFUSED -> "a part is refused for good";
      case MALFORMED -> "the body cannot be read";
      case TOO_LARGE -> "larger than it may be";
      case UPSTREAM_UNAVAILABLE -> "an upstream did not take it";
      case OVERLOADED -> "the gateway had no room";
      case RATE_LIMITED -> "over a limit";
      case WRONG_SOURCE -> "from an address that is not expected";
      case BODY_TIMEOUT -> "the body did not arrive in time";
      case CLIENT_GONE -> "the sender went away before it was answered";
    };
  }
}
