package io.promferry.gateway.source.file;

import io.promferry.gateway.tenant.TokenDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What files held when they were noted, by digest: contents are compared, not times, because a
 * mounted Secret changes by the swap of a link. Not thread-safe.
 */
final class NotedFiles {
  private final Map<Path, Optional<TokenDigest>> noted = new LinkedHashMap<>();

  /** Must come before the file is read, so that what changes in between is a change. */
  void note(Path file) {
    noted.putIfAbsent(file, digest(file));
  }

  boolean haveChanged() {
    return noted.entrySet().stream()
        .anyMatch(entry -> !digest(entry.getKey()).equals(entry.getValue()));
  }

  /** Empty for a file that cannot be read. */
  private static Optional<TokenDigest> digest(Path file) {
    try {
      return Optional.of(TokenDigest.of(Files.readAllBytes(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
