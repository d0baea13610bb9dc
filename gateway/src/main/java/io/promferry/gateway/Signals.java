package io.promferry.gateway;

import sun.misc.Signal;

/**
 * Signals from the operating system. The JDK has no supported way to see SIGHUP, or to end with
 * code 0 after SIGTERM; this one is in {@code jdk.unsupported} and has been there since Java 1.2.
 */
final class Signals {
  private Signals() {}

  /** Runs the handler, on a thread of its own, each time the signal arrives. */
  static void on(String signal, Runnable handler) {
    Signal.handle(new Signal(signal), _ -> handler.run());
  }
}
