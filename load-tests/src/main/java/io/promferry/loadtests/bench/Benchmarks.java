package io.promferry.loadtests.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs the benchmarks whose names match, with JMH's own options, and shows what a sample costs:
 * nanoseconds and allocated bytes.
 */
public final class Benchmarks {
  /** Where recorded bodies are looked for, seen from the module. */
  private static final Path CORPUS = Path.of("..", "..", "shared", "corpus");

  private static final Path RESULTS = Path.of("target", "benchmarks.json");

  private Benchmarks() {}

  /** {@code [pattern…] [JMH's options]}; works in the module's directory. */
  public static void main(String[] args) throws CommandLineOptionException, RunnerException {
    var results = new Runner(options(new CommandLineOptions(args))).run();
    System.out.println(new SampleTable(results));
    System.out.println("JSON: " + RESULTS.toAbsolutePath().normalize());
  }

  private static Options options(CommandLineOptions given) {
    var options =
        new OptionsBuilder()
            .parent(given)
            .mode(Mode.AverageTime)
            .timeUnit(TimeUnit.NANOSECONDS)
            .addProfiler(GCProfiler.class)
            .jvmArgs(jvmArguments().toArray(String[]::new))
            .resultFormat(ResultFormatType.JSON)
            .result(RESULTS.toString());
    options.forks(given.getForkCount().orElse(2));
    options.warmupIterations(given.getWarmupIterations().orElse(3));
    options.warmupTime(given.getWarmupTime().orElse(TimeValue.seconds(1)));
    options.measurementIterations(given.getMeasurementIterations().orElse(5));
    options.measurementTime(given.getMeasurementTime().orElse(TimeValue.seconds(1)));
    return options.build();
  }

  private static List<String> jvmArguments() {
    var arguments =
        new ArrayList<>(
            List.of(
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xms512m",
                "-Xmx512m"));
    if (Files.isDirectory(CORPUS)) {
      arguments.add("-D" + BenchBodies.CORPUS_PROPERTY + "=" + CORPUS.toAbsolutePath().normalize());
    }
    return arguments;
  }
}
