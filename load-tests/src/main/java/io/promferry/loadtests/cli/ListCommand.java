package io.promferry.loadtests.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Lists the scenarios that come with the harness. */
@Command(
    name = "list",
    description = "Lists the scenarios that come with the harness.",
    mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {
  private final Harness harness;
  private final Surroundings around;

  ListCommand(Harness harness, Surroundings around) {
    this.harness = harness;
    this.around = around;
  }

  @Override
  public Integer call() {
    var table = new TextTable("SCENARIO", "WHAT");
    harness.scenarios().forEach(scenario -> table.row(scenario.name(), scenario.description()));
    around.out().print(table.text());
    return ExitCode.PASSED;
  }
}
