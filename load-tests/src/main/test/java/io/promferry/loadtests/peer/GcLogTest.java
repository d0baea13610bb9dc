package io.promferry.loadtests.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GcLogTest {
  @TempDir Path directory;

  @Test
  void tellsWhatTheLastCollectionLeft() throws IOException {
    var file = directory.resolve("gc.log");
    Files.writeString(
        file,
        """
        [0.012s][info][gc] Using G1
        [1.900s][info][gc] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 24M->7M(128M) 5.1ms
        [9.100s][info][gc] GC(1) Pause Young (Normal) (G1 Evacuation Pause) 83M->9M(128M) 3.0ms
        [9.200s][info][gc] GC(2) Concurrent Mark Cycle
        """);

    assertThat(new GcLog(file).heapAfterCollection()).isEqualTo(9L << 20);
  }

  @Test
  void tellsNothingBeforeTheFirstCollection() throws IOException {
    var file = directory.resolve("gc.log");
    assertThat(new GcLog(file).heapAfterCollection()).isZero();

    Files.writeString(file, "[0.012s][info][gc] Using G1\n");

    assertThat(new GcLog(file).heapAfterCollection()).isZero();
  }
}
