package io.promferry.loadtests.driver;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What Prometheus says of a body before it.
 *
 * @param authorization null for a tenant that shows no token
 */
record RequestHead(String path, WriteProtocol protocol, @Nullable String authorization) {
  private static final CharSequence USER_AGENT = HttpHeaders.createOptimized("Prometheus/3.14.0");
  private static final CharSequence SNAPPY = HttpHeaders.createOptimized("snappy");
  private static final CharSequence VERSION =
      HttpHeaders.createOptimized("X-Prometheus-Remote-Write-Version");
  private static final CharSequence RETRY_ATTEMPT = HttpHeaders.createOptimized("Retry-Attempt");

  static RequestHead of(DriverPlan plan, int tenant) {
    var target = plan.target();
    return new RequestHead(
        target.path(),
        plan.load().protocol(),
        target.tokens() ? "Bearer " + LoadTenants.entry(tenant).token() : null);
  }

  /**
   * Puts the headers of one attempt.
   *
   * @param attempt from 0
   */
  void putInto(MultiMap headers, int attempt) {
    headers
        .set(HttpHeaders.USER_AGENT, USER_AGENT)
        .set(HttpHeaders.CONTENT_ENCODING, SNAPPY)
        .set(HttpHeaders.CONTENT_TYPE, contentType())
        .set(VERSION, version());
    if (authorization != null) {
      headers.set(HttpHeaders.AUTHORIZATION, authorization);
    }
    if (attempt > 0) {
      headers.set(RETRY_ATTEMPT, Integer.toString(attempt));
    }
  }

  private String contentType() {
    return switch (protocol) {
      case RW1 -> "application/x-protobuf";
      case RW2 -> "application/x-protobuf;proto=io.prometheus.write.v2.Request";
    };
  }

  private String version() {
    return switch (protocol) {
      case RW1 -> "0.1.0";
      case RW2 -> "2.0.0";
    };
  }
}
