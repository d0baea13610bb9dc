package io.promferry.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessCostTest {
  @Test
  void countsTheChildrenOfAProcessToo() throws IOException {
    var parent = new ProcessBuilder("sh", "-c", "sleep 60 & wait").start();
    try {
      await().until(() -> parent.descendants().count() == 1);
      await()
          .untilAsserted(() ->
              assertThat(ProcessCost.ofTree(parent.pid()).mostResidentBytes())
                  .isGreaterThan(ProcessCost.of(parent.pid()).mostResidentBytes()));
    } finally {
      parent.descendants().forEach(ProcessHandle::destroyForcibly);
      parent.destroyForcibly();
    }
  }
}
