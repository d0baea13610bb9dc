package io.promferry.loadtests.cli;

import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;

/** The harness' command line, with all its commands. */
@Command(
    name = "load-tests/run.sh",
    description = {
      "Measures the gateway, alone in scenarios and beside its peers.",
      "Exits 0 if all passed, 1 if something failed, 2 if the command line or a file is wrong,",
      "3 if a run was invalid: then the machine could not carry it out and no figure counts."
    },
    mixinStandardHelpOptions = true,
    versionProvider = HarnessVersion.class,
    synopsisSubcommandLabel = "COMMAND")
public final class LoadTestsCommand {
  private LoadTestsCommand() {}

  public static CommandLine with(Harness harness, Surroundings around) {
    return new CommandLine(new LoadTestsCommand())
        .addSubcommand("run", new RunCommand(harness, around))
        .addSubcommand("compare", new CompareCommand(harness, around))
        .addSubcommand("list", new ListCommand(harness, around))
        .addSubcommand("report", new ReportCommand(around))
        .setOut(around.out())
        .setErr(around.err())
        .setExecutionExceptionHandler(complaint(around));
  }

  private static IExecutionExceptionHandler complaint(Surroundings around) {
    return (failure, command, _) -> {
      switch (failure) {
        case BadInputException bad -> bad.problems().forEach(around.err()::println);
        case IOException io -> around.err().println(command.getCommandName() + ": " + io);
        default -> throw failure;
      }
      around.err().flush();
      return ExitCode.USAGE;
    };
  }
}
