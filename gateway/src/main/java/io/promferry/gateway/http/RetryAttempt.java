package io.promferry.gateway.http;

import io.vertx.core.http.HttpServerRequest;
import java.util.OptionalInt;

/** The header in which Prometheus says how often it has tried a batch before (since 2.48). */
final class RetryAttempt {
  private RetryAttempt() {}

  /** Empty where it is absent or no number of up to nine digits. */
  static OptionalInt of(HttpServerRequest request) {
    var header = request.getHeader("Retry-Attempt");
    return header != null && header.matches("\\d{1,9}")
        ? OptionalInt.of(Integer.parseInt(header))
        : OptionalInt.empty();
  }
}
