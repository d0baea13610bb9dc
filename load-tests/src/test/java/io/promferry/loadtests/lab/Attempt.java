package io.promferry.loadtests.lab;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What a probe has found. */
record Attempt(String what, boolean through) {
  /** Tries all at the same time. */
  static List<Attempt> all(List<? extends Probe> probes) {
    try (var together = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Attempt>> tries =
          probes.stream()
              .<Callable<Attempt>>map(probe -> () -> new Attempt(probe.what(), probe.getsThrough()))
              .toList();
      return together.invokeAll(tries).stream().map(Attempt::of).toList();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while probing", interrupted);
    }
  }

  private static Attempt of(Future<Attempt> ended) {
    try {
      return ended.get();
    } catch (ExecutionException failure) {
      throw new IllegalStateException("a probe could not be tried", failure.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while probing", interrupted);
    }
  }
}
