package io.promferry.gateway.upstream;

import java.util.OptionalInt;

/** What the central store made of one write. */
public sealed interface Delivery {
  /** It answered with its own 2xx: it has the write. */
  record Accepted() implements Delivery {}

  /** It refused the data for good, in whole or in part; {@code text} begins its answer's body. */
  record DataRefused(int status, String text) implements Delivery {}

  /**
   * Anything that may be otherwise next time, or is the gateway's own trouble with the store.
   *
   * @param reason one word for metrics
   * @param text one line for the sender
   * @param retryAfterSeconds what the store asked for
   */
  record Unavailable(String reason, String text, OptionalInt retryAfterSeconds)
      implements Delivery {}

  /** The client went away and the attempt was given up; nobody is waiting for this. */
  record Abandoned() implements Delivery {}
}
