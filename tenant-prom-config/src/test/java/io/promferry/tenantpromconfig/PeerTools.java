package io.promferry.tenantpromconfig;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Real Prometheus, of this machine's Debian suite (2.x) and of a newer one (3.x), as load-tests
 * finds it.
 */
enum PeerTools {
  OWN(""),
  NEWER("--suite forky");

  private final String options;

  PeerTools(String options) {
    this.options = options;
  }

  /** What a program said, and with what it ended. */
  record Ended(int code, String said) {}

  /** The binary; fails if there is none. */
  Path find(String binary) throws IOException, InterruptedException {
    var script = Path.of("../load-tests/peers.sh").toAbsolutePath().normalize().toString();
    var command =
        Stream.of(
                Stream.of(script),
                Stream.of(options.split(" ", -1)).filter(option -> !option.isEmpty()),
                Stream.of(binary))
            .flatMap(one -> one)
            .toList();
    var ended = run(command);
    if (ended.code() != 0) {
      throw new IOException(command + ": " + ended.said());
    }
    return Path.of(ended.said().strip());
  }

  static Ended run(List<String> command) throws IOException, InterruptedException {
    var log = Files.createTempFile("peer", ".log");
    try {
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new Ended(process.waitFor(), Files.readString(log, UTF_8));
    } finally {
      Files.delete(log);
    }
  }
}
