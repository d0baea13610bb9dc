package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** A peer's own directory: its configuration, its data, its log. */
record PeerDirectory(Path path) {
  PeerDirectory {
    try {
      Files.createDirectories(path);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** As Kubernetes replaces mounted files: nobody who reads one sees a part of it. */
  void replace(String name, String text) {
    var next = write(path.resolve(name + ".next"), text);
    try {
      Files.move(
          next,
          path.resolve(name),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  PeerCommand command(String image, Path binary, List<String> arguments, List<String> more) {
    var log = write(path.resolve(path.getFileName() + ".log"), "");
    return new PeerCommand(
        image, binary, Stream.concat(arguments.stream(), more.stream()).toList(), path, log);
  }
}
