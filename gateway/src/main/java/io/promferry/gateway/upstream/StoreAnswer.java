package io.promferry.gateway.upstream;

import io.promferry.gateway.upstream.Delivery.Accepted;
import io.promferry.gateway.upstream.Delivery.DataRefused;
import io.promferry.gateway.upstream.Delivery.Unavailable;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A store's answer read as design section 4 reads it: a 2xx that is no HTML page has taken the
 * data, 400 and 409 refuse the data, and everything else is between the gateway and the store,
 * never the tenant's loss.
 */
final class StoreAnswer {
  private StoreAnswer() {}

  static Delivery read(
      String upstream,
      int status,
      @Nullable String contentType,
      @Nullable String retryAfter,
      String text) {
    if (status / 100 == 2) {
      boolean page = contentType != null && contentType.startsWith("text/html");
      return page
          ? new Unavailable(
              "html",
              "upstream " + upstream + " answered with an HTML page: wrong url?",
              OptionalInt.empty())
          : new Accepted();
    }
    return switch (status) {
      case 400, 409 -> new DataRefused(status, text);
      case 401, 403, 404, 405, 422 ->
          new Unavailable(
              "refused_gateway",
              "upstream " + upstream + " refuses the gateway with " + status,
              OptionalInt.empty());
      case 429 ->
          new Unavailable(
              "rate_limited", "upstream " + upstream + " answered 429", seconds(retryAfter));
      default ->
          new Unavailable(
              status / 100 == 5 ? "server_error" : "other_status",
              ("upstream " + upstream + " answered " + status + " " + text).strip(),
              seconds(retryAfter));
    };
  }

  private static OptionalInt seconds(@Nullable String retryAfter) {
    return retryAfter != null && retryAfter.matches("\\d{1,6}")
        ? OptionalInt.of(Integer.parseInt(retryAfter))
        : OptionalInt.empty();
  }
}
