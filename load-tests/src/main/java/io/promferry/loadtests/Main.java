package io.promferry.loadtests;

import io.promferry.loadtests.cli.BarProgress;
import io.promferry.loadtests.cli.ExitCode;
import io.promferry.loadtests.cli.LineProgress;
import io.promferry.loadtests.cli.LoadTestsCommand;
import io.promferry.loadtests.cli.Surroundings;
import io.promferry.loadtests.peer.HouseFiles;
import io.promferry.loadtests.report.Progress;
import java.io.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import picocli.CommandLine;

/** Starts the harness; see {@code load-tests/run.sh}. */
public final class Main {
  private static final DateTimeFormatter DIRECTORY = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

  private Main() {}

  /** Ends the process: 0 passed, 1 failed, 2 usage or bad input, 3 invalid. */
  public static void main(String... arguments) {
    var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    var around = new Surroundings(results(Clock.systemUTC()), progress(out), out, err);
    System.exit(code(LoadTestsCommand.with(new HouseHarness(), around), arguments));
  }

  private static int code(CommandLine commands, String... arguments) {
    try {
      return commands.execute(arguments);
    } catch (LinkageError | VirtualMachineError broken) {
      commands.getErr().println(commands.getCommandName() + ": " + broken);
      return ExitCode.INVALID;
    } finally {
      commands.getOut().flush();
    }
  }

  /** A directory of its own, so that no run takes the place of another's results. */
  private static Path results(Clock clock) {
    return HouseFiles.loadTests("target/results")
        .resolve(LocalDateTime.now(clock).format(DIRECTORY));
  }

  private static Progress progress(PrintWriter out) {
    return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent()
        ? new BarProgress(out, System::nanoTime)
        : new LineProgress(out, System::nanoTime);
  }
}
