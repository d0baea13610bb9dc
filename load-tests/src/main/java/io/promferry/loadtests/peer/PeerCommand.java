package io.promferry.loadtests.peer;

import java.nio.file.Path;
import java.util.List;

/**
 * What to run: {@code directory} holds everything that the process reads and writes, and its output
 * goes to {@code log}.
 *
 * @param image the key of a configured container image, for example {@code prometheus}
 */
record PeerCommand(String image, Path binary, List<String> arguments, Path directory, Path log) {
  PeerCommand {
    arguments = List.copyOf(arguments);
  }
}
