package io.promferry.loadtests.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A directory as the kubelet mounts a ConfigMap or a Secret: what the names lead to is replaced all
 * at once.
 */
record MountedFiles(Path directory) {
  private static final String CURRENT = "..data";

  /** Puts these texts in the place of all that were there. */
  void replace(Map<String, String> texts) {
    try {
      Files.createDirectories(directory);
      var version = Files.createTempDirectory(directory, "..");
      for (var text : texts.entrySet()) {
        Files.writeString(version.resolve(text.getKey()), text.getValue());
        var name = directory.resolve(text.getKey());
        if (Files.notExists(name)) {
          Files.createSymbolicLink(name, Path.of(CURRENT, text.getKey()));
        }
      }
      var next = directory.resolve("..next");
      Files.createSymbolicLink(next, version.getFileName());
      Files.move(next, directory.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
