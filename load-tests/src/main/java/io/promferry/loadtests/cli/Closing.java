package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.RunResult;
import java.io.PrintWriter;

/** The end of every command that has a result: a table, and where to look. */
final class Closing {
  private final PrintWriter out;

  Closing(PrintWriter out) {
    this.out = out;
  }

  /** Returns the command's exit code. */
  int say(RunResult result, ResultFiles files) {
    out.println();
    out.print(new ResultTables(result).text());
    out.println();
    out.println("JSON    " + files.json());
    out.println("Report  " + files.page());
    out.flush();
    return ExitCode.of(result);
  }
}
