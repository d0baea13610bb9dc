package io.promferry.loadtests.peer;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * What to run: {@code directory} holds everything that the process reads and writes, and its output
 * goes to {@code log}.
 *
 * @param image the key of a configured container image, for example {@code prometheus}
 * @param core the only one that it may run on, where it may not run on all; for processes of this
 *     machine
 */
record PeerCommand(
    String image,
    Path binary,
    List<String> arguments,
    Path directory,
    Path log,
    OptionalInt core) {
  PeerCommand {
    arguments = List.copyOf(arguments);
  }

  PeerCommand(String image, Path binary, List<String> arguments, Path directory, Path log) {
    this(image, binary, arguments, directory, log, OptionalInt.empty());
  }

  PeerCommand onCore(int wanted) {
    return new PeerCommand(image, binary, arguments, directory, log, OptionalInt.of(wanted));
  }

  /** As it is typed on this machine. */
  List<String> line() {
    var plain = Stream.concat(Stream.of(binary.toString()), arguments.stream());
    return core.isEmpty()
        ? plain.toList()
        : Stream.concat(
                Stream.of("taskset", "-c", Integer.toString(core.getAsInt())), plain)
            .toList();
  }
}
