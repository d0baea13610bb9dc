package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The libraries that {@code peers.sh} has unpacked beside a binary, in Debian's places. */
public record UnpackedLibraries(Path binary) {
  /** What the binary needs to find them; nothing for one that has none. */
  public Map<String, String> environment() {
    var directories = directories();
    return directories.isEmpty()
        ? Map.of()
        : Map.of("LD_LIBRARY_PATH", String.join(":", directories));
  }

  private List<String> directories() {
    var usr = usr();
    var directories = new ArrayList<String>();
    for (var lib : List.of(usr.resolve("lib"), usr.resolveSibling("lib"))) {
      for (var directory : found(lib, "*-linux-gnu")) {
        directories.add(directory.toString());
        // The one library that Debian keeps a level deeper and that others need.
        found(directory, "pulseaudio").forEach(deeper -> directories.add(deeper.toString()));
      }
    }
    return directories;
  }

  private Path usr() {
    var above = binary;
    while (above.getParent() != null && !above.endsWith("usr")) {
      above = above.getParent();
    }
    return above;
  }

  private static List<Path> found(Path parent, String glob) {
    if (!Files.isDirectory(parent)) {
      return List.of();
    }
    try (var found = Files.newDirectoryStream(parent, glob)) {
      var directories = new ArrayList<Path>();
      found.forEach(directories::add);
      return directories;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
