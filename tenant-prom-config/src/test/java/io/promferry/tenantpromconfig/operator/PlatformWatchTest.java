package io.promferry.tenantpromconfig.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlatformWatchTest {
  private final Path folder;

  PlatformWatchTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Path write(String port) throws IOException {
    return Files.writeString(
        folder.resolve("platform.yml"), "gateway: {cluster-ip: 10.96.0.50, port: " + port + "}");
  }

  @Test
  void readsAFileThatHasChanged() throws Exception {
    var watch = new PlatformWatch(write("8443"));
    write("9443");

    assertThat(watch.refresh()).isTrue();
    assertThat(watch.get().gateway().port()).isEqualTo(9443);
  }

  @Test
  void saysThatNothingHasChanged() throws Exception {
    assertThat(new PlatformWatch(write("8443")).refresh()).isFalse();
  }

  @Test
  void keepsTheOldSettingsWhereTheNewOnesCannotBeUsed() throws Exception {
    var watch = new PlatformWatch(write("8443"));
    write("none");

    assertThat(watch.refresh()).isFalse();
    assertThat(watch.get().gateway().port()).isEqualTo(8443);
  }
}
