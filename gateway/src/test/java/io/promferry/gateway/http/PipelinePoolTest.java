package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PipelinePoolTest {
  private final Vertx vertx = Vertx.vertx();
  private final PipelinePool pool = PipelinePool.of(1);

  @Test
  void letsEightWaitForAThreadAndRefusesTheNext() {
    var context = vertx.getOrCreateContext();
    var goOn = new CountDownLatch(1);
    var admitted =
        IntStream.range(0, 9)
            .mapToObj(number ->
                pool.run(
                    context,
                    _ -> {
                      awaitQuietly(goOn);
                      return number;
                    }))
            .toList();

    assertThat(pool.run(context, _ -> -1).cause()).isInstanceOf(RejectedExecutionException.class);
    goOn.countDown();
    Future.all(admitted).await();
    assertThat(admitted).extracting(Future::result).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(pool.run(context, _ -> 1).await()).isEqualTo(1);
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
