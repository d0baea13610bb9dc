package io.promferry.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class BackgroundTest {
  /** Field 19 of {@code proc_pid_stat(5)}, counted behind the name, which is the second. */
  private static final int NICE_BEHIND_NAME = 17;

  @Test
  void stepsBackWithOneThreadAndNotWithTheOthers() throws InterruptedException {
    int before = nice();
    var inside = new AtomicInteger();
    var thread = Thread.ofPlatform().start(Background.of(() -> inside.set(nice())));
    thread.join();

    assertThat(inside.get()).isEqualTo(Background.NICE);
    assertThat(nice()).isEqualTo(before);
  }

  private static int nice() {
    try {
      var stat = Files.readString(Path.of("/proc/thread-self/stat"));
      var fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Integer.parseInt(fields[NICE_BEHIND_NAME - 1]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
