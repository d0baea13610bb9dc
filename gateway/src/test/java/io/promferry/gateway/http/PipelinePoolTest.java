package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.tenant.TenantId;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelinePoolTest {
  private static final TenantId ACME = new TenantId("acme", "blue");
  private static final TenantId BETA = new TenantId("beta", "blue");

  private final Vertx vertx = Vertx.vertx();
  private final PipelinePool pool = PipelinePool.of(1);

  @Test
  void letsEightWaitForAThreadAndRefusesTheNextButNotThatOfAnotherTenant() {
    var context = vertx.getOrCreateContext();
    var goOn = new CountDownLatch(1);
    var admitted =
        IntStream.range(0, 9)
            .mapToObj(number ->
                pool.run(
                    ACME,
                    context,
                    _ -> {
                      awaitQuietly(goOn);
                      return number;
                    }))
            .toList();

    assertThat(pool.run(ACME, context, _ -> -1).cause())
        .isInstanceOf(RejectedExecutionException.class);
    var newcomer = pool.run(BETA, context, _ -> 9);
    assertThat(newcomer.failed()).isFalse();
    goOn.countDown();
    assertThat(newcomer.await()).isEqualTo(9);
    Future.all(admitted).await();
    assertThat(admitted).extracting(Future::result).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    for (int round = 0; round < 20; round++) {
      assertThat(pool.run(ACME, context, _ -> 1).await()).isEqualTo(1);
    }
    pool.close();
    vertx.close().await();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
