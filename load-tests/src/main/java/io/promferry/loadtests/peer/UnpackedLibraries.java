package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The libraries that {@code peers.sh} has unpacked beside a binary, in Debian's places. */
record UnpackedLibraries(Path binary) {
  /** What the binary needs to find them; nothing for one that has none. */
  Map<String, String> environment() {
    var directories = directories();
    return directories.isEmpty()
        ? Map.of()
        : Map.of("LD_LIBRARY_PATH", String.join(":", directories));
  }

  private List<String> directories() {
    var lib = binary.resolve("../../lib").normalize();
    if (!Files.isDirectory(lib)) {
      return List.of();
    }
    try (var found = Files.newDirectoryStream(lib, "*-linux-gnu")) {
      var directories = new ArrayList<String>();
      found.forEach(directory -> directories.add(directory.toString()));
      return directories;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
