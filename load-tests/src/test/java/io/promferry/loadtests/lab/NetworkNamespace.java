package io.promferry.loadtests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * One pod's network. A socket stays in the network in which it was created, so this JVM can listen
 * and connect in all of them.
 *
 * @param file where it can be entered from outside of the lab
 */
record NetworkNamespace(String name, Path file) {
  /** Does the work on a thread of its own within this network; sockets that it opens stay there. */
  <T> T call(Callable<T> work) {
    var task =
        new FutureTask<>(() -> {
          new Setns().enter(file);
          return work.call();
        });
    Thread.ofPlatform().daemon().name("in " + name).start(task);
    try {
      return task.get();
    } catch (ExecutionException failure) {
      throw switch (failure.getCause()) {
        case IOException io -> new UncheckedIOException("in " + name + ": " + io.getMessage(), io);
        case RuntimeException unchecked -> unchecked;
        case null, default -> new IllegalStateException("in " + name, failure);
      };
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted in " + name, interrupted);
    }
  }
}
