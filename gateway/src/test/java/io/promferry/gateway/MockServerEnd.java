package io.promferry.gateway;

import java.util.concurrent.TimeoutException;

/**
 * Ends fabric8's mock server, which waits ten seconds for its connections to end, and now and then
 * in vain: nobody can reach it any more then, which is all that a test needs.
 */
public final class MockServerEnd {
  private MockServerEnd() {}

  /** Runs what ends a server; fails as that does, but for the time that it takes. */
  public static void of(Runnable end) {
    try {
      end.run();
    } catch (IllegalStateException e) {
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
    }
  }
}
