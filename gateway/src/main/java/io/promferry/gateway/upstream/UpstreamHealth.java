package io.promferry.gateway.upstream;

import io.promferry.gateway.upstream.UpstreamState.Condition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a store takes writes, by what became of them; logs each change once. Thread-safe. */
final class UpstreamHealth {
  // The changes are the upstream's events.
  private static final Logger logger = LoggerFactory.getLogger(Upstream.class);

  private static final long NEVER = Long.MIN_VALUE;

  private final String name;
  private final InstantSource clock;
  private final AtomicReference<Health> current;
  private final AtomicLong lastSuccessMillis = new AtomicLong(NEVER);

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
    if (change(Condition.UP, "") == Condition.DOWN) {
      logger.atInfo().addKeyValue("upstream", name).log("upstream available again");
    }
  }

  /** It did not take a write, for a reason of its own. */
  void failed(String text) {
    if (change(Condition.DOWN, text) != Condition.DOWN) {
      logger
          .atWarn()
          .addKeyValue("upstream", name)
          .addKeyValue("reason", text)
          .log("upstream unavailable");
    }
  }

  /** Returns the condition before. */
  private Condition change(Condition condition, String text) {
    if (current.get().is(condition, text)) {
      return condition;
    }
    var now = clock.instant();
    return current
        .getAndUpdate(before ->
            new Health(condition, before.condition() == condition ? before.since() : now, text))
        .condition();
  }
}
