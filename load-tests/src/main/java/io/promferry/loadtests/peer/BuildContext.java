package io.promferry.loadtests.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * What the engine builds an image from: a binary and the libraries that it is linked to, each under
 * its own path, and nothing else.
 */
record BuildContext(Path binary) {
  private static final Pattern LIBRARY = Pattern.compile("(?m)(?:=>\\s+|^\\s+)(/\\S+) \\(0x");
  private static final String ROOT = "root";
  private static final int EXECUTABLE = 0100755;

  /** A name for this content, short enough for an image's tag. */
  String fingerprint() {
    try {
      var identity = binary + " " + Files.size(binary) + " " + Files.getLastModifiedTime(binary);
      var digest = MessageDigest.getInstance("SHA-256").digest(identity.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  void writeTar(Path target) throws IOException {
    try (var tar = new TarArchiveOutputStream(Files.newOutputStream(target), UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
      put(tar, "Dockerfile", dockerfile().getBytes(UTF_8));
      for (var file : Stream.concat(Stream.of(binary), libraries().stream()).toList()) {
        put(tar, ROOT + file, Files.readAllBytes(file));
      }
    }
  }

  private static void put(TarArchiveOutputStream tar, String name, byte[] content)
      throws IOException {
    var entry = new TarArchiveEntry(name);
    entry.setSize(content.length);
    entry.setMode(EXECUTABLE);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
  }

  private String dockerfile() {
    return """
    FROM scratch
    COPY %s /
    %sENTRYPOINT ["%s"]
    """
        .formatted(ROOT, environment(), binary);
  }

  private String environment() {
    return new UnpackedLibraries(binary)
        .environment().entrySet().stream()
            .map(variable -> "ENV %s=%s%n".formatted(variable.getKey(), variable.getValue()))
            .collect(joining());
  }

  /** What ldd resolves; nothing for a binary that is linked statically. */
  private List<Path> libraries() throws IOException {
    var builder = new ProcessBuilder("ldd", binary.toString()).redirectErrorStream(true);
    builder.environment().putAll(new UnpackedLibraries(binary).environment());
    var ldd = builder.start();
    var output = new String(ldd.getInputStream().readAllBytes(), UTF_8);
    return LIBRARY.matcher(output).results().map(BuildContext::library).distinct().toList();
  }

  private static Path library(MatchResult found) {
    return Path.of(found.group(1));
  }
}
