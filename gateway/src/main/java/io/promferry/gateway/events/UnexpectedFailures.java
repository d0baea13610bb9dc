package io.promferry.gateway.events;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;

/**
 * Failures that nobody expects, each logged once for the place where it happens: what fails with
 * one request may fail with all of them. Thread-safe.
 */
public final class UnexpectedFailures {
  /** Those of more places are not logged. */
  static final int MOST = 100;

  private final LogEvent event;
  private final Logger logger;
  private final Set<String> places = ConcurrentHashMap.newKeySet();

  public UnexpectedFailures(LogEvent event, Logger logger) {
    this.event = event;
    this.logger = logger;
  }

  /** Logs it, if none of its kind has come from there before. */
  public void happened(Throwable failure, String text) {
    var trace = failure.getStackTrace();
    var place = failure.getClass().getName() + (trace.length == 0 ? "" : " at " + trace[0]);
    if (places.size() < MOST && places.add(place)) {
      event.on(logger).setCause(failure).log(text);
    }
  }
}
