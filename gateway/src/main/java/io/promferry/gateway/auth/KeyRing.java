package io.promferry.gateway.auth;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.promferry.gateway.auth.KeySet.UnusableKeysException;
import io.promferry.gateway.events.LogEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys of an issuer as they were when its source last gave any; those stay good however long
 * the source is away. That a key is not among them is certain only after a fetch that began after
 * somebody had asked for it. Thread-safe; only {@link #fetch} blocks.
 */
public final class KeyRing {
  private static final Logger logger = LoggerFactory.getLogger(KeyRing.class);
  private static final int MOST_ASKED_FOR = 1_000;

  /** Then the source is asked again: a key may have come since. */
  private static final Duration ABSENCE_HOLDS = Duration.ofMinutes(1);

  private record Fetched(KeySet keys, long beganNanos) {}

  private final KeySource source;
  private final LongSupplier nanoTime;
  private final Cache<String, Long> askedForNanos;
  private volatile @Nullable Fetched fetched;
  private volatile String problem = "";

  /** {@code nanoTime} is {@link System#nanoTime} outside of tests. */
  public KeyRing(KeySource source, LongSupplier nanoTime) {
    this.source = source;
    this.nanoTime = nanoTime;
    this.askedForNanos =
        Caffeine.newBuilder()
            .maximumSize(MOST_ASKED_FOR)
            .expireAfterWrite(ABSENCE_HOLDS)
            .ticker(nanoTime::getAsLong)
            .build();
  }

  /** Asks the source; what cannot be had or used is logged once and changes nothing. */
  public synchronized void fetch() throws InterruptedException {
    long began = nanoTime.getAsLong();
    try {
      take(KeySet.parse(source.fetch()), began);
      problem = "";
    } catch (UnusableKeysException e) {
      report(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      report(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /** Keeps the object while its keys are the same: what was verified with it stays verified. */
  private void take(KeySet keys, long began) {
    var before = fetched;
    if (before != null && before.keys.hasSameKeysAs(keys)) {
      fetched = new Fetched(before.keys, began);
    } else {
      fetched = new Fetched(keys, began);
      LogEvent.ISSUER_KEYS_LOADED
          .on(logger)
          .addKeyValue("keys", keys.size())
          .log("issuer's keys loaded");
    }
  }

  private void report(String now) {
    if (!problem.equals(now)) {
      problem = now;
      LogEvent.ISSUER_KEYS_UNAVAILABLE
          .on(logger)
          .addKeyValue("problem", now)
          .addKeyValue("keys", size())
          .log("issuer's keys cannot be fetched, those known stay");
    }
  }

  /** What an issuer's keys say of a key id. */
  sealed interface Lookup {
    /** There are no keys yet. */
    record NotLoaded() implements Lookup {}

    /** It may be one that has come since: the source has to be asked. */
    record Unsure() implements Lookup {}

    /** The issuer has no such key. */
    record Absent() implements Lookup {}

    /** It is one of these. */
    record Present(KeySet keys) implements Lookup {}
  }

  Lookup find(String keyId) {
    var now = fetched;
    if (now == null) {
      return new Lookup.NotLoaded();
    }
    if (now.keys.has(keyId)) {
      return new Lookup.Present(now.keys);
    }
    long asked = askedForNanos.get(keyId, _ -> nanoTime.getAsLong());
    return now.beganNanos - asked > 0 ? new Lookup.Absent() : new Lookup.Unsure();
  }

  /** Null before the first. */
  @Nullable KeySet keys() {
    var now = fetched;
    return now == null ? null : now.keys;
  }

  /** How many keys are known. */
  public int size() {
    var now = fetched;
    return now == null ? 0 : now.keys.size();
  }

  /** Whether the last fetch, if there was one, has brought keys. */
  public boolean isFresh() {
    return problem.isEmpty();
  }
}
