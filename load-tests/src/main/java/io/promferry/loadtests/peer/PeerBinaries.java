package io.promferry.loadtests.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;

/** The peers' binaries, as {@code peers.sh} finds or unpacks them; asked once per binary. */
public final class PeerBinaries {
  private static final String NEWER_SUITE = "forky";
  private static final ConcurrentMap<List<String>, Path> FOUND = new ConcurrentHashMap<>();

  private PeerBinaries() {}

  /** The binary of the machine's own suite. */
  public static Path find(String peer) {
    return FOUND.computeIfAbsent(List.of(peer), PeerBinaries::ask);
  }

  /** The binary of a newer Debian suite of the machine's mirror. */
  public static Path findNewer(String peer) {
    return FOUND.computeIfAbsent(List.of("--suite", NEWER_SUITE, peer), PeerBinaries::ask);
  }

  private static synchronized Path ask(List<String> arguments) {
    var script = HouseFiles.loadTests("peers.sh");
    try {
      var errors = Files.createTempFile("peers", ".log");
      var process =
          new ProcessBuilder(
                  Stream.concat(Stream.of(script.toString()), arguments.stream()).toList())
              .redirectError(errors.toFile())
              .start();
      var answer =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      if (process.waitFor() != 0 || !Files.isExecutable(Path.of(answer))) {
        throw new NoPeerException(
            "peers.sh " + String.join(" ", arguments) + ": " + Files.readString(errors) + answer);
      }
      Files.delete(errors);
      return Path.of(answer);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new NoPeerException("interrupted while asking for " + arguments);
    }
  }
}
