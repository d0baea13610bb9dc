package io.promferry.gateway.upstream;

import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.upstream.UpstreamState.Condition;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether a store takes writes, by what became of them; logs changes, but no new failure within
 * {@link #QUIET} of the last that was logged: a store that takes only one tenant's writes would
 * change with each. Thread-safe.
 */
final class UpstreamHealth {
  // The changes are the upstream's events.
  private static final Logger logger = LoggerFactory.getLogger(Upstream.class);

  static final Duration QUIET = Duration.ofMinutes(1);

  private static final long NEVER = Long.MIN_VALUE;

  private final String name;
  private final InstantSource clock;
  private final AtomicReference<Health> current;
  private final AtomicLong lastSuccessMillis = new AtomicLong(NEVER);
  private final AtomicBoolean saidToBeDown = new AtomicBoolean();
  private final AtomicLong saidMillis = new AtomicLong(NEVER);

  /** A condition, since when, and the words of its last failure if it is down. */
  record Health(Condition condition, Instant since, String text) {
    private boolean is(Condition other, String words) {
      return condition == other && text.equals(words);
    }
  }

  UpstreamHealth(String name, InstantSource clock) {
    this.name = name;
    this.clock = clock;
    this.current = new AtomicReference<>(new Health(Condition.UNKNOWN, clock.instant(), ""));
  }

  Health current() {
    return current.get();
  }

  Optional<Instant> lastSuccess() {
    long millis = lastSuccessMillis.get();
    return millis == NEVER ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
  }

  /** It took a write, or refused one for its data. */
  void succeeded() {
    lastSuccessMillis.set(clock.millis());
    change(Condition.UP, "");
    if (saidToBeDown.get() && saidToBeDown.getAndSet(false)) {
      LogEvent.UPSTREAM_UP.on(logger).addKeyValue("upstream", name).log("upstream available again");
    }
  }

  /** It did not take a write, for a reason of its own. */
  void failed(String text) {
    change(Condition.DOWN, text);
    if (isToBeSaid() && !saidToBeDown.getAndSet(true)) {
      saidMillis.set(clock.millis());
      LogEvent.UPSTREAM_DOWN
          .on(logger)
          .addKeyValue("upstream", name)
          .addKeyValue("reason", text)
          .log("upstream unavailable");
    }
  }

  private boolean isToBeSaid() {
    long said = saidMillis.get();
    return said == NEVER || clock.millis() - said >= QUIET.toMillis();
  }

  private void change(Condition condition, String text) {
    if (current.get().is(condition, text)) {
      return;
    }
    var now = clock.instant();
    current.getAndUpdate(before ->
        new Health(condition, before.condition() == condition ? before.since() : now, text));
  }
}
