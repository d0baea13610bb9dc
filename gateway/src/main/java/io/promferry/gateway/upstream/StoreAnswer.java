package io.promferry.gateway.upstream;

import io.promferry.gateway.wire.PartCounts;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A store's answer, read as design section 4 reads it.
 *
 * @param written what the {@code Written} headers of Remote Write 2.0 say; empty without them
 * @param retryAfterSeconds as asked for, in whole seconds
 * @param text the beginning of the answer's body, in one line
 */
record StoreAnswer(
    int status,
    boolean isHtml,
    Optional<PartCounts> written,
    OptionalInt retryAfterSeconds,
    String text) {
  /** What an answer means, whichever version was sent. */
  enum Meaning {
    TAKEN,
    /** 400 or 409: it is the data's fault. */
    DATA_REFUSED,
    TOO_LARGE,
    MEDIA_REFUSED,
    /** Everything else is between the gateway and the store, and never the tenant's loss. */
    UNAVAILABLE
  }

  /** The word for a store that gives no more at the moment, all of it or to one tenant. */
  static final String RATE_LIMITED = "rate_limited";

  private static final String HTML = "text/html";

  /**
   * How Prometheus begins its answer to a Remote Write 1.0 request of which it has kept nothing,
   * because one of its samples cannot be appended (2.42 and 3.5, {@code storage} package's errors).
   */
  private static final List<String> ROLLED_BACK =
      List.of(
          "out of order sample",
          "duplicate sample for timestamp",
          "out of bounds",
          "too old sample");

  /** Reads the head of an answer and the beginning of its body. */
  static StoreAnswer read(int status, Headers headers, String text) {
    var contentType = headers.get("Content-Type");
    return new StoreAnswer(
        status,
        contentType != null && contentType.regionMatches(true, 0, HTML, 0, HTML.length()),
        written(headers),
        number(headers.get("Retry-After")),
        text);
  }

  /** Looks up a header by its name, in any case. */
  interface Headers {
    @Nullable String get(String name);
  }

  Meaning meaning() {
    if (status / 100 == 2) {
      return isHtml ? Meaning.UNAVAILABLE : Meaning.TAKEN;
    }
    return switch (status) {
      case 400, 409 -> Meaning.DATA_REFUSED;
      case 413 -> Meaning.TOO_LARGE;
      case 415 -> Meaning.MEDIA_REFUSED;
      // Prometheus 2.39 to 2.49 answers 500 for what it will never take (prometheus#13334).
      case 500 -> text.equals("too old sample") ? Meaning.DATA_REFUSED : Meaning.UNAVAILABLE;
      default -> Meaning.UNAVAILABLE;
    };
  }

  /** What the store says that it lacks of what a Remote Write 2.0 request has carried. */
  PartCounts missing(PartCounts carried) {
    return carried.minus(written.orElse(PartCounts.NONE));
  }

  /** Exemplars that a store does not want are no reason to refuse a write (issue 3). */
  static boolean isOnlyExemplars(PartCounts missing) {
    return missing.samples() == 0 && missing.histograms() == 0 && missing.exemplars() > 0;
  }

  /** Whether the text is one of those with which Prometheus has thrown away the whole batch. */
  boolean saysRolledBack() {
    return ROLLED_BACK.stream().anyMatch(text::startsWith);
  }

  /**
   * Whether it speaks of a bound in time below which everything is refused, whatever its series.
   */
  boolean saysTooOld() {
    return text.startsWith("too old sample")
        || (text.startsWith("out of bounds") && !text.contains("future"));
  }

  /** Whether another request might be answered otherwise now; a 5xx, 429 or 408 says only when. */
  boolean isAboutTheRequest() {
    return !isServerError() && status != 429 && status != 408;
  }

  /** Whether the store says that it has too much to do, or does not say anything better. */
  boolean isBusy() {
    return meaning() == Meaning.UNAVAILABLE && !isAboutTheRequest();
  }

  boolean isRateLimit() {
    return status == 429;
  }

  boolean isServerError() {
    return status / 100 == 5;
  }

  /** The delivery that an answer without a better meaning amounts to. */
  Delivery.Unavailable unavailable(String upstream) {
    return new Delivery.Unavailable(reason(), sentence(upstream), retryAfterSeconds);
  }

  private String reason() {
    return switch (status) {
      case 401, 403, 404, 405, 422 -> "refused_gateway";
      case 413 -> "too_large";
      case 415 -> "media_refused";
      case 429 -> RATE_LIMITED;
      default -> {
        if (isServerError()) {
          yield "server_error";
        }
        yield isHtml ? "html" : "other_status";
      }
    };
  }

  private String sentence(String upstream) {
    return switch (reason()) {
      case "refused_gateway" -> "upstream " + upstream + " refuses the gateway with " + status;
      case "html" -> "upstream " + upstream + " answered with an HTML page: wrong url?";
      default -> ("upstream " + upstream + " answered " + status + " " + text).strip();
    };
  }

  private static Optional<PartCounts> written(Headers headers) {
    var samples = number(headers.get("X-Prometheus-Remote-Write-Samples-Written"));
    var histograms = number(headers.get("X-Prometheus-Remote-Write-Histograms-Written"));
    var exemplars = number(headers.get("X-Prometheus-Remote-Write-Exemplars-Written"));
    return samples.isEmpty() && histograms.isEmpty() && exemplars.isEmpty()
        ? Optional.empty()
        : Optional.of(new PartCounts(samples.orElse(0), histograms.orElse(0), exemplars.orElse(0)));
  }

  private static OptionalInt number(@Nullable String header) {
    return header != null && header.strip().matches("\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(header.strip()))
        : OptionalInt.empty();
  }
}
