package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.Merge;
import io.promferry.loadtests.report.RunJson;
import io.promferry.loadtests.report.RunResult;
import io.promferry.loadtests.report.UnreadableResultException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes one page for results that were measured before. */
@Command(
    name = "report",
    description = "Merges results of the same machine and writes one page for all of them.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private final Surroundings around;

  @Parameters(
      paramLabel = "RESULT.json",
      arity = "1..*",
      description = "what run and compare wrote")
  private final List<Path> results = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR", description = "where result.json and report.html go")
  private @Nullable Path out;

  ReportCommand(Surroundings around) {
    this.around = around;
  }

  @Override
  public Integer call() throws BadInputException, IOException {
    var files = new ResultFiles(out == null ? around.results() : out);
    var merged = merged();
    files.write(merged);
    return new Closing(around.out()).say(merged, files);
  }

  private RunResult merged() throws BadInputException {
    var read = new ArrayList<RunResult>();
    var problems = new ArrayList<String>();
    for (var file : results) {
      try {
        read.add(RunJson.read(file));
      } catch (UnreadableResultException e) {
        problems.add(Words.message(e));
      }
    }
    if (problems.isEmpty()) {
      try {
        return Merge.of(read);
      } catch (UnreadableResultException e) {
        problems.add(Words.message(e));
      }
    }
    throw new BadInputException(problems);
  }
}
