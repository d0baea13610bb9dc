package io.promferry.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProcessCostTest {
  @Test
  void countsTheChildrenOfAProcessToo() throws IOException {
    var own = ProcessHandle.current().pid();
    var child = new ProcessBuilder("sleep", "60").start();
    try {
      assertThat(ProcessCost.ofTree(own).mostResidentBytes())
          .isGreaterThanOrEqualTo(
              ProcessCost.of(own).mostResidentBytes()
                  + ProcessCost.of(child.pid()).mostResidentBytes());
    } finally {
      child.destroyForcibly();
    }
  }
}
