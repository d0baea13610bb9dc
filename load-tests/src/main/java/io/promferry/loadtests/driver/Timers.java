package io.promferry.loadtests.driver;

/** The time of a run, and what is to be done at which. */
interface Timers {
  /** Since the start of the run. */
  long nanos();

  /** Has a task done at that time, or at once if it is over. */
  Timer at(long nanos, Runnable task);

  /** A task that waits. */
  interface Timer {
    void cancel();
  }
}
