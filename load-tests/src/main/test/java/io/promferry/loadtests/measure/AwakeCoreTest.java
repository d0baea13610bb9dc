package io.promferry.loadtests.measure;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class AwakeCoreTest {
  @Test
  void usesWhatNobodyElseWants() throws Exception {
    try (var awake = AwakeCore.of(Cores.allowed().getFirst())) {
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> awake.cpu().compareTo(Duration.ofMillis(20)) >= 0);
    }
  }
}
