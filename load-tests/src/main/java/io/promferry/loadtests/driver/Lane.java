package io.promferry.loadtests.driver;

import java.util.function.Consumer;

/** A shard's own connection, on which there is one attempt at a time. */
interface Lane {
  /**
   * Sends a body and tells once what became of it, later than the call returns.
   *
   * @param attempt from 0
   */
  void send(byte[] body, int attempt, Consumer<Answer> answer);

  /** Gives the attempt that is under way up, which has then failed with that kind. */
  void abandon(String kind);

  /** Closes the connection; what is under way is never answered. */
  void close();
}
