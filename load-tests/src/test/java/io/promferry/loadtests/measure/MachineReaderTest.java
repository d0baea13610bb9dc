package io.promferry.loadtests.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.peer.HouseFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineReaderTest {
  @TempDir Path directory;

  @Test
  void knowsThisMachine() throws IOException {
    var machine = MachineReader.read(HouseFiles.loadTests("."));

    assertThat(machine.processor()).isNotBlank();
    assertThat(machine.cores()).isPositive();
    assertThat(machine.memoryGigabytes()).isGreaterThan(0.1);
    assertThat(machine.java()).startsWith("25");
  }

  @Test
  void tellsACleanCheckoutFromAChangedOne() throws IOException {
    run("git", "init", "-q");
    Files.writeString(directory.resolve("a"), "1");
    run("git", "add", "a");
    run("git", "-c", "user.name=n", "-c", "user.email=e@example.com", "commit", "-q", "-m", "a");
    assertThat(new GitCommit(directory)).asString().matches("[0-9a-f]{12}");

    Files.writeString(directory.resolve("a"), "2");
    assertThat(new GitCommit(directory)).asString().matches("[0-9a-f]{12}-dirty");
  }

  @Test
  void hasNoCommitOutsideOfGit() {
    assertThat(new GitCommit(directory)).hasToString("unknown");
  }

  private void run(String... command) {
    try {
      var process = new ProcessBuilder(command).directory(directory.toFile()).start();
      assertThat(process.waitFor()).as("%s", Stream.of(command).toList()).isZero();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
