package io.promferry.gateway.status;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that stands still until a test advances it. */
public final class SettableClock implements InstantSource {
  private final AtomicLong millis;

  public SettableClock(Instant now) {
    millis = new AtomicLong(now.toEpochMilli());
  }

  public void advance(Duration duration) {
    millis.addAndGet(duration.toMillis());
  }

  @Override
  public Instant instant() {
    return Instant.ofEpochMilli(millis.get());
  }
}
