package io.promferry.gateway.http;

import org.jspecify.annotations.Nullable;

/**
 * The one place for senders whom the right status would hurt, known by their {@code User-Agent}
 * (facts/remote-write.md 1.6). Everybody else is served by the statuses of design section 4.
 */
enum SenderProfile {
  /** Prometheus, Grafana Alloy, the OpenTelemetry collector, client_golang: 4xx is dropped. */
  STANDARD {
    @Override
    int status(int status) {
      return status;
    }
  },

  /**
   * vmagent repeats every 4xx but 400, 409 and 415 for ever, at the head of its queue: what can
   * never pass is 400 for it, or nothing after it would ever arrive.
   */
  VMAGENT {
    @Override
    int status(int status) {
      return status == 413 ? 400 : status;
    }
  };

  static SenderProfile of(@Nullable String userAgent) {
    return userAgent != null && userAgent.startsWith("vmagent") ? VMAGENT : STANDARD;
  }

  /** The status to answer with in place of {@code status}. */
  abstract int status(int status);
}
