package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PipelinePoolTest {
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final TenantId BETA = new TenantId("beta", "vpc-beta");

  private final Vertx vertx = Vertx.vertx();
  private final PipelinePool pool = PipelinePool.of(1);

  private final CountDownLatch goOn = new CountDownLatch(1);

  @AfterEach
  void stop() {
    goOn.countDown();
    pool.close();
    vertx.close().await();
  }

  @Test
  void letsTenantsTakeTurnsAndRefusesWhatIsTooMuchOfOne() throws InterruptedException {
    var order = new ConcurrentLinkedQueue<String>();
    occupyTheThread();
    var admitted =
        Stream.of(ACME, ACME, ACME, ACME, BETA)
            .map(tenant -> run(tenant, () -> order.add(tenant.tenant())))
            .toList();

    assertThat(run(ACME, () -> true).cause()).isInstanceOf(RejectedExecutionException.class);
    goOn.countDown();
    Future.all(admitted).await();
    assertThat(order).containsExactly("acme", "beta", "acme", "acme", "acme");
    assertThat(run(ACME, () -> true).await()).isTrue();
  }

  @Test
  void refusesWhatIsTooMuchInAll() throws InterruptedException {
    occupyTheThread();
    for (int i = 0; i < 16; i++) {
      assertThat(run(new TenantId("t" + i, "vpc"), () -> true).failed()).isFalse();
    }

    assertThat(run(ACME, () -> true).cause()).isInstanceOf(RejectedExecutionException.class);
  }

  private void occupyTheThread() throws InterruptedException {
    var begun = new CountDownLatch(1);
    run(
        BETA,
        () -> {
          begun.countDown();
          awaitQuietly(goOn);
          return true;
        });
    begun.await();
  }

  private Future<Boolean> run(TenantId tenant, BooleanSupplier work) {
    return pool.run(vertx.getOrCreateContext(), tenant, _ -> work.getAsBoolean());
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
