package io.promferry.gateway.auth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keys in a file. */
public record JwksFile(Path file) implements KeySource {
  @Override
  public byte[] fetch() throws IOException {
    try (var in = Files.newInputStream(file)) {
      var bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new IOException("longer than " + MOST_BYTES + " bytes");
      }
      return bytes;
    }
  }
}
