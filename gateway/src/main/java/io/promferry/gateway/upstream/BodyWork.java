package io.promferry.gateway.upstream;

import io.promferry.gateway.pipeline.Scratch;
import io.vertx.core.Future;
import java.util.function.Function;

/** Runs work on bodies where it holds up nobody: small work at once, large work on a pool. */
public interface BodyWork {
  /**
   * Runs {@code work} with buffers that are its own until it returns; the future completes on the
   * caller's context, and fails with a {@link java.util.concurrent.RejectedExecutionException} when
   * there is no room for more work of the tenant that it is for.
   *
   * @param bytes about how many bytes it has to go through
   */
  <T> Future<T> run(int bytes, Function<Scratch, T> work);
}
