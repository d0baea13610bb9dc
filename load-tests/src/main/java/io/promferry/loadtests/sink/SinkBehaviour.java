package io.promferry.loadtests.sink;

import java.time.Duration;
import java.util.Optional;

/** How a sink treats what it is sent. */
public sealed interface SinkBehaviour {
  /** Takes everything, as soon as it can. */
  record Taking() implements SinkBehaviour {}

  /** Takes everything, and answers late. */
  record Slow(Duration delay) implements SinkBehaviour {}

  /**
   * Reads everything and takes nothing.
   *
   * @param retryAfter what the answer asks for, in whole seconds
   */
  record Refusing(int status, Optional<Duration> retryAfter) implements SinkBehaviour {
    public Refusing(int status) {
      this(status, Optional.empty());
    }
  }

  /** Answers nothing until it behaves otherwise, and then treats what it holds in that way. */
  record Stalling() implements SinkBehaviour {}

  /** Resets each connection on which a request comes. */
  record Resetting() implements SinkBehaviour {}

  /** Listens no more; connections are reset at once. */
  record Down() implements SinkBehaviour {}
}
