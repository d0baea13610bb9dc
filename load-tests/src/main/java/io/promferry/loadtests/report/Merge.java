package io.promferry.loadtests.report;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Several results as one, if they were made on the same machine. */
public final class Merge {
  private Merge() {}

  /**
   * The scenarios and comparisons of all, in order.
   *
   * @throws UnreadableResultException if their figures cannot stand beside each other
   */
  public static RunResult of(List<RunResult> results) throws UnreadableResultException {
    var machines = results.stream().map(RunResult::machine).toList();
    var hardware = machines.stream().map(Merge::hardware).distinct().toList();
    if (hardware.size() > 1) {
      throw new UnreadableResultException(
          "the results are of different machines: " + String.join(" and ", hardware));
    }
    var first = machines.getFirst();
    return new RunResult(
        new Machine(
            first.processor(),
            first.cores(),
            first.memoryGigabytes(),
            all(machines, Machine::kernel),
            all(machines, Machine::java),
            all(machines, Machine::commit)),
        results.stream().flatMap(result -> result.scenarios().stream()).toList(),
        results.stream().flatMap(result -> result.comparisons().stream()).toList());
  }

  private static String hardware(Machine machine) {
    return "%s, %d cores, %.0f GB"
        .formatted(machine.processor(), machine.cores(), machine.memoryGigabytes());
  }

  private static String all(List<Machine> machines, Function<Machine, String> what) {
    return machines.stream().map(what).distinct().collect(Collectors.joining(", "));
  }
}
