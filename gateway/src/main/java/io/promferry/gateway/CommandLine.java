package io.promferry.gateway;

import java.nio.file.Path;

/** What the process was asked to do. */
sealed interface CommandLine {
  String USAGE =
      "usage: promferry-gateway --config gateway.yml [--check-config] | --version | --help";

  /** Run with that file. */
  record Run(Path config) implements CommandLine {}

  /** Only say whether that file can be used. */
  record CheckConfig(Path config) implements CommandLine {}

  record ShowVersion() implements CommandLine {}

  record ShowUsage() implements CommandLine {}

  /** Something in it cannot be understood. */
  record Invalid(String reason) implements CommandLine {}

  static CommandLine parse(String... args) {
    Path config = null;
    boolean check = false;
    for (int i = 0; i < args.length; i++) {
      switch (args[i]) {
        case "--version" -> {
          return new ShowVersion();
        }
        case "--help", "-h" -> {
          return new ShowUsage();
        }
        case "--check-config" -> check = true;
        case "--config" -> {
          if (++i == args.length) {
            return new Invalid("--config needs a file");
          }
          config = Path.of(args[i]);
        }
        default -> {
          return new Invalid("unknown option '" + args[i] + "'");
        }
      }
    }
    if (config == null) {
      return new Invalid("--config is required");
    }
    return check ? new CheckConfig(config) : new Run(config);
  }
}
