package io.promferry.loadtests.cli;

import io.promferry.loadtests.report.ComparisonResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Holds the gateway against its peers. */
@Command(
    name = "compare",
    description = {
      "Holds the gateway against vmagent, Prometheus and nginx with the same bodies and store,",
      "taking turns. A peer that this machine does not have is left out and said so."
    },
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
  private static final int MOST_REPETITIONS = 100;

  private final Harness harness;
  private final Surroundings around;

  @Option(names = "--quick", description = "less time for each figure, and so less certain ones")
  private boolean quick;

  @Option(names = "--repetitions", paramLabel = "N", description = "1 to 100 turns of each peer")
  private @Nullable Integer repetitions;

  @Option(
      names = "--peers",
      paramLabel = "PEER",
      arity = "1..*",
      description = "only these, for example --peers promferry vmagent 'promferry, RW2'")
  private List<String> peers = new ArrayList<>();

  @Option(names = "--out", paramLabel = "DIR", description = "where result.json and report.html go")
  private @Nullable Path out;

  CompareCommand(Harness harness, Surroundings around) {
    this.harness = harness;
    this.around = around;
  }

  @Override
  public Integer call() throws BadInputException, IOException {
    if (repetitions != null && (repetitions < 1 || repetitions > MOST_REPETITIONS)) {
      throw new BadInputException(
          List.of("--repetitions must be 1 to " + MOST_REPETITIONS + ", got " + repetitions));
    }
    var files = new ResultFiles(out == null ? around.results() : out);
    var recording = new Recording(harness.machine(), files);
    recording.add(compare());
    return new Closing(around.out()).say(recording.result(), files);
  }

  private ComparisonResult compare() throws BadInputException {
    var request =
        new CompareRequest(
            quick,
            repetitions == null ? OptionalInt.empty() : OptionalInt.of(repetitions),
            peers,
            command());
    try {
      return harness.compare(request, around.progress());
    } catch (IOException | RuntimeException e) {
      around.err().println("the comparison could not be run: " + e);
      return CouldNotRun.comparison(request, e);
    }
  }

  private String command() {
    return "load-tests/run.sh compare"
        + (quick ? " --quick" : "")
        + (repetitions == null ? "" : " --repetitions " + repetitions)
        + (peers.isEmpty() ? "" : " --peers")
        + peers.stream().map(peer -> ' ' + Words.quoted(peer)).collect(Collectors.joining());
  }
}
