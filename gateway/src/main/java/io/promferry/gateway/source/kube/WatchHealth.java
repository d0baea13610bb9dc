package io.promferry.gateway.source.kube;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promferry.gateway.events.LogEvent;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * For how long the API server has not been heard, and why; says so in the log when it begins to
 * matter and when it is over. Thread-safe.
 */
final class WatchHealth {
  private static final Logger logger = LoggerFactory.getLogger(WatchHealth.class);

  private final LongSupplier nanos;
  private long lastWatched;
  private boolean told;
  private String lastFailure = "";

  /** Not heard from the clock's present moment on. */
  WatchHealth(LongSupplier nanos) {
    this.nanos = nanos;
    this.lastWatched = nanos.getAsLong();
  }

  /** Whether changes would be heard of at the moment. */
  synchronized void see(boolean watching) {
    if (watching) {
      lastWatched = nanos.getAsLong();
      if (told || !lastFailure.isEmpty()) {
        LogEvent.TENANTS_WATCH_RESTORED.on(logger).log("tenant entries are watched again");
      }
      told = false;
      lastFailure = "";
    } else if (!told && silence().compareTo(LastingWatch.PATIENCE) >= 0) {
      told = true;
      LogEvent.TENANTS_WATCH_LOST
          .on(logger)
          .log("tenant entries are not watched, the last known ones stay");
    }
  }

  /** An attempt to list or watch has failed; another one follows. */
  synchronized void failed(Throwable failure) {
    var reason = reason(failure);
    if (!reason.equals(lastFailure)) {
      lastFailure = reason;
      LogEvent.TENANTS_WATCH_FAILED
          .on(logger)
          .addKeyValue("reason", reason)
          .log("tenant entries cannot be listed or watched, trying again");
    }
  }

  /** How old the entries may be; zero while they are watched. */
  synchronized Duration silence() {
    return Duration.ofNanos(nanos.getAsLong() - lastWatched);
  }

  /** The words of the API server, or what kind of failure it is: other words may quote Secrets. */
  private static String reason(Throwable failure) {
    var cause = failure;
    while (true) {
      if (cause instanceof KubernetesClientException answered && answered.getStatus() != null) {
        return answered.getCode() + " " + answered.getStatus().getMessage();
      }
      var next = cause.getCause();
      if (next == null || cause.getClass().getPackageName().startsWith("java.net")) {
        return cause.getClass().getSimpleName();
      }
      cause = next;
    }
  }
}
