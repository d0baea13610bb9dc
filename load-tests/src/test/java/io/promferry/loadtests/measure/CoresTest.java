package io.promferry.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Among threads that end while they are looked at, which is what taskset gives up at. */
@Isolated
class CoresTest {
  private static final int ROUNDS = 10;

  private final AtomicBoolean over = new AtomicBoolean();
  private final Thread breeder = new Thread(this::breed, "breeder");

  @BeforeEach
  void startThreads() {
    breeder.start();
  }

  @AfterEach
  void endThreads() throws InterruptedException {
    over.set(true);
    breeder.join();
  }

  private void breed() {
    while (!over.get()) {
      Thread.ofPlatform().start(() -> {});
    }
  }

  @Test
  void keepsAllThreadsToOneCoreUntilClosed() throws IOException {
    var before = lists();
    var core = Cores.allowed().getLast();

    for (int round = 0; round < ROUNDS; round++) {
      try (var kept = Cores.keepTo(core)) {
        assertThat(kept).isNotNull();
        assertThat(lists()).containsExactly(Integer.toString(core));
      }
      assertThat(lists()).isEqualTo(before);
    }
  }

  private static Set<String> lists() throws IOException {
    var lists = new TreeSet<String>();
    try (var tasks = Files.newDirectoryStream(Path.of("/proc/self/task"))) {
      for (var task : tasks) {
        try {
          lists.add(ProcFile.field(task.resolve("status"), "Cpus_allowed_list"));
        } catch (IOException e) {
          assertThat(task).doesNotExist();
        }
      }
    }
    return lists;
  }
}
