package io.promferry.loadtests.driver;

import java.time.Duration;

/** What became of one attempt. */
sealed interface Answer {
  /** Under which attempts like it are counted: a status, or what failed. */
  String kind();

  /** The status, or 0 if there was none. */
  int status();

  /** How long to wait before the next attempt; zero if it does not say. */
  Duration retryAfter();

  /** The server has answered. */
  record Status(int status, Duration retryAfter) implements Answer {
    @Override
    public String kind() {
      return Integer.toString(status);
    }
  }

  /** There was no answer. */
  record Failure(String kind) implements Answer {
    @Override
    public int status() {
      return 0;
    }

    @Override
    public Duration retryAfter() {
      return Duration.ZERO;
    }
  }
}
