package io.promferry.tenantpromconfig.operator.flow;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks the gateway's replicas again and again, from its start to its close. */
public final class GatewayPoller implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(GatewayPoller.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofVirtual().name("gateway-poller").factory());
  private final PolledGatewayReports reports;
  private final Runnable afterRound;

  /**
   * Starts nothing yet.
   *
   * @param afterRound runs when new answers are there; must not block
   */
  public GatewayPoller(PolledGatewayReports reports, Runnable afterRound) {
    this.reports = reports;
    this.afterRound = afterRound;
  }

  /** Asks now, and then each time so long after the last answer. */
  @SuppressWarnings("FutureReturnValueIgnored") // Ends with the executor.
  public void start(Duration interval) {
    thread.scheduleWithFixedDelay(this::round, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void round() {
    try {
      reports.poll();
      afterRound.run();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      // A round that fails must not be the last one.
      logger.atError().setCause(e).log("gateway replicas not asked");
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
