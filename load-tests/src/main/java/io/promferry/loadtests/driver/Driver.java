package io.promferry.loadtests.driver;

import io.promferry.loadtests.measure.ProcessCost;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.internal.ContextInternal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Many tenants that write to one place, all on one event loop: an open loop. Whatever becomes of a
 * write, the next is due at its own time, and how long it took is counted from then on.
 * Thread-safe; not to be called from {@link Deliveries}.
 */
public final class Driver implements AutoCloseable {
  /** How long the event loop may take for what does not wait for anybody. */
  private static final Duration LOOP_PATIENCE = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final ContextInternal context;
  private final Run run;
  private final LoopTimers timers;
  private final Duration cpuBefore;

  private Driver(
      Vertx vertx, DriverPlan plan, List<BodyTemplate> templates, Deliveries deliveries) {
    this.vertx = vertx;
    context = (ContextInternal) vertx.getOrCreateContext();
    cpuBefore = cpu();
    timers = new LoopTimers(context);
    var client = client(vertx);
    var server = server(plan.target());
    run =
        new Run(
            plan,
            templates,
            deliveries,
            timers,
            tenant -> new HttpLane(client, server, RequestHead.of(plan, tenant)));
    context.exceptionHandler(run::fail);
  }

  /** The first write is due at once. */
  public static Driver start(DriverPlan plan, List<BodyTemplate> templates, Deliveries deliveries) {
    var options = new VertxOptions().setEventLoopPoolSize(1).setPreferNativeTransport(true);
    var driver = new Driver(Vertx.vertx(options), plan, List.copyOf(templates), deliveries);
    driver.context.runOnContext(_ -> driver.run.proceed());
    return driver;
  }

  private static HttpClientAgent client(Vertx vertx) {
    return vertx.createHttpClient(
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_1_1)
            .setKeepAliveTimeout(0)
            .setConnectTimeout((int) Shard.TIMEOUT.toMillis()));
  }

  private static HttpConnectOptions server(Target target) {
    return new HttpConnectOptions()
        .setHost(target.address().getHostString())
        .setPort(target.address().getPort());
  }

  /** Up to now. */
  public DriverFigures figures() {
    return run.tally().figures(Duration.ofNanos(timers.nanos()), cpu().minus(cpuBefore));
  }

  /** From now on nothing becomes due. */
  public void stop() {
    await(onLoop(run::stop), LOOP_PATIENCE);
  }

  /**
   * Waits until the plan's time is over or {@link #stop} has been called, and then until everything
   * that was due is acknowledged or dropped; after {@code drain} it gives the rest up. Nothing is
   * sent or told after it returns.
   */
  public DriverFigures finish(Duration drain) {
    await(run.over(), Duration.ofNanos(Long.MAX_VALUE));
    await(run.done(), drain);
    await(onLoop(run::halt), LOOP_PATIENCE);
    return figures();
  }

  @Override
  public void close() {
    await(onLoop(run::halt), LOOP_PATIENCE);
    await(vertx.close().toCompletionStage().toCompletableFuture(), LOOP_PATIENCE);
  }

  private CompletableFuture<Void> onLoop(Runnable task) {
    return CompletableFuture.runAsync(task, action -> context.runOnContext(_ -> action.run()));
  }

  /** Goes on without it if it takes longer. */
  private static void await(Future<?> future, Duration atMost) {
    try {
      future.get(atMost.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException _) {
      // The caller's patience is at its end, which it has said how long it is.
    } catch (ExecutionException e) {
      throw new IllegalStateException("the driver failed", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the driver was at work", e);
    }
  }

  private static Duration cpu() {
    try {
      return ProcessCost.of(ProcessHandle.current().pid()).cpu();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
