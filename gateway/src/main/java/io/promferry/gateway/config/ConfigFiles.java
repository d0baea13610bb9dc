package io.promferry.gateway.config;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/**
 * The files that a configuration names.
 *
 * @param directory the configuration file's own; names are relative to it
 */
record ConfigFiles(Path directory) {
  /** A file that can be read now; what it holds is the business of whoever uses it. */
  Path readable(String name) {
    var file = resolve(name);
    if (!Files.exists(file)) {
      throw new IllegalArgumentException("no such file: " + file);
    }
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("not a file: " + file);
    }
    try (var in = Files.newInputStream(file)) {
      in.read();
      return file;
    } catch (AccessDeniedException e) {
      throw new IllegalArgumentException("may not be read: " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot be read: " + file + ": " + e.getClass().getSimpleName(), e);
    }
  }

  private Path resolve(String name) {
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("must be the name of a file", e);
    }
  }
}
