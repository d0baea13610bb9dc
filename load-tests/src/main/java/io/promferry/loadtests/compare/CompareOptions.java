package io.promferry.loadtests.compare;

import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.driver.WriteProtocol;
import java.time.Duration;
import java.util.List;

/**
 * What a comparison does.
 *
 * @param contestants the names of the rows, in {@link Contestants#NAMES}' order; all if empty
 * @param load what is written; the rate decides how often
 * @param samplesPerSecond at which the CPU per sample is measured
 * @param warmUp in small bodies, and half as long again in whole ones, before the first measurement
 *     of a JVM: long enough for its compilers
 * @param time for each measurement
 * @param repetitions of the measurement of CPU per sample, all rows in turn; 1 to 100
 * @param searchTime for each step of the search for the highest rate; zero for no search and no
 *     latencies
 * @param mostOfVmagent the part of vmagent's CPU per sample that the gateway may need; infinite
 *     where nothing is demanded
 * @param command that gives the same comparison
 */
public record CompareOptions(
    List<String> contestants,
    Load load,
    double samplesPerSecond,
    Duration warmUp,
    Duration time,
    int repetitions,
    Duration searchTime,
    double mostOfVmagent,
    String command) {
  private static final int TENANTS = 50;
  private static final int SERIES = 4000;
  private static final double SAMPLES_PER_SECOND = 400_000;
  private static final double PROMISED_PART = 0.25;

  public CompareOptions {
    contestants = List.copyOf(contestants);
    if (repetitions < 1 || repetitions > 100) {
      throw new IllegalArgumentException("repetitions must be 1 to 100, got " + repetitions);
    }
    if (!time.isPositive()) {
      throw new IllegalArgumentException("time must be positive, got " + time);
    }
    if (!Contestants.NAMES.containsAll(contestants)) {
      throw new IllegalArgumentException(
          "contestants must be among " + Contestants.NAMES + ", got " + contestants);
    }
  }

  /** 200,000 series of 50 tenants; about half an hour. */
  public static CompareOptions full() {
    return new CompareOptions(
        List.of(),
        Load.of(TENANTS, SERIES, Duration.ofSeconds(1), WriteProtocol.RW1),
        SAMPLES_PER_SECOND,
        Duration.ofSeconds(60),
        Duration.ofSeconds(10),
        5,
        Duration.ofSeconds(5),
        PROMISED_PART,
        "load-tests/run.sh compare");
  }

  /**
   * Shows that all rows can be measured; its figures are rough, because no JVM is warm after so
   * little, and nothing is demanded of them. About a minute and a half.
   */
  public static CompareOptions quick() {
    return new CompareOptions(
        List.of(),
        Load.of(20, 2000, Duration.ofSeconds(1), WriteProtocol.RW1),
        SAMPLES_PER_SECOND / 2,
        Duration.ofSeconds(10),
        Duration.ofSeconds(4),
        1,
        Duration.ZERO,
        Double.POSITIVE_INFINITY,
        "load-tests/run.sh compare --quick");
  }

  /**
   * What somebody asks for.
   *
   * @throws IllegalArgumentException if there is no such contestant, or it is no number of
   *     repetitions
   */
  public CompareOptions asked(
      List<String> wantedContestants, int wantedRepetitions, String wantedCommand) {
    return new CompareOptions(
        wantedContestants,
        load,
        samplesPerSecond,
        warmUp,
        time,
        wantedRepetitions,
        searchTime,
        mostOfVmagent,
        wantedCommand);
  }

  /** With other times of each measurement. */
  public CompareOptions lasting(Duration wantedWarmUp, Duration wantedTime) {
    return new CompareOptions(
        contestants,
        load,
        samplesPerSecond,
        wantedWarmUp,
        wantedTime,
        repetitions,
        searchTime,
        mostOfVmagent,
        command);
  }
}
