package io.promferry.tenantpromconfig;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code render}, {@code check} and {@code operator}. */
@Command(
    name = "promferry-tenant-prom-config",
    description = "The tenant's side of Promferry: from a MetricsTenant to everything it needs.",
    subcommands = {RenderCommand.class},
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
public final class Main {
  /** All is well. */
  static final int OK = 0;

  /** Something was found wrong with what was asked for. */
  static final int PROBLEMS = 1;

  /** The command line or a file of it cannot be used. */
  static final int USAGE = 2;

  private Main() {}

  /** Exits 0, 1 for problems found, 2 for what cannot be used. */
  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    return new CommandLine(new Main());
  }
}
