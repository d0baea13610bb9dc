package io.promferry.loadtests.scenario;

import io.promferry.loadtests.report.CriterionResult;
import io.promferry.loadtests.report.TimelinePoint;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One thing that a scenario demands. */
sealed interface Criterion {
  CriterionResult judge(Evidence evidence);

  /** Whether it depends on the time that the machine gave, and so on nobody else using it. */
  boolean isTimed();

  /**
   * Writes are taken in time.
   *
   * @param percentile 50, 99, 99.9 or 100 for the slowest
   */
  record LatencyBelow(double percentile, Duration most) implements Criterion {
    private static final double MICROS_PER_MILLI = 1e3;

    @Override
    public CriterionResult judge(Evidence evidence) {
      var latencies = evidence.driver().latencyMicros();
      long micros = latencies.getValueAtPercentile(percentile);
      return new CriterionResult(
          name() + " latency at most " + Figures.text(most),
          latencies.getTotalCount() == 0
              ? "no write was taken"
              : Figures.text(micros / MICROS_PER_MILLI, "ms"),
          latencies.getTotalCount() > 0 && micros * 1000 <= most.toNanos());
    }

    @Override
    public boolean isTimed() {
      return true;
    }

    private String name() {
      return percentile == 100 ? "max" : "p" + Figures.text(percentile);
    }
  }

  /** Everything acknowledged is in the store, and nothing else. */
  record BooksBalance() implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      var demanded = "the books balance: nothing lost, unknown or misplaced";
      return evidence
          .books()
          .map(books ->
              new CriterionResult(
                  demanded,
                  "%,d acknowledged, %,d lost, %,d unknown, %,d misplaced%s"
                      .formatted(
                          books.acknowledged(),
                          books.lost(),
                          books.unknown(),
                          books.misplaced(),
                          books.balance() ? "" : ": " + String.join("; ", books.examples())),
                  books.balance() && books.acknowledged() > 0))
          .orElseGet(() -> new CriterionResult(demanded, "nobody kept books", false));
    }

    @Override
    public boolean isTimed() {
      return false;
    }
  }

  /** Hardly anything is refused for good. */
  record DroppedBodies(long most) implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      long dropped = evidence.driver().bodiesDropped();
      return new CriterionResult(
          most == 0 ? "no body is dropped" : "at most %,d bodies are dropped".formatted(most),
          "%,d dropped".formatted(dropped),
          dropped <= most);
    }

    @Override
    public boolean isTimed() {
      return false;
    }
  }

  /** In the end everything that was due has been taken. */
  record AllAcknowledged() implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      return new CriterionResult(
          "every sample that was due is acknowledged in the end",
          "%,d of %,d are not".formatted(evidence.unsettled(), evidence.driver().samplesDue()),
          evidence.unsettled() == 0 && evidence.driver().samplesDue() > 0);
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  /** The load is answered in no other way. */
  record AnswersOnly(Set<String> allowed) implements Criterion {
    public AnswersOnly {
      allowed = Set.copyOf(allowed);
    }

    @Override
    public CriterionResult judge(Evidence evidence) {
      var answers = evidence.driver().answers();
      return new CriterionResult(
          "answers only " + Figures.sorted(allowed),
          Figures.counts(answers),
          !answers.isEmpty() && allowed.containsAll(answers.keySet()));
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  /** The gateway's CPU on average. */
  record CpuBelow(double cores) implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      return new CriterionResult(
          "CPU at most " + Figures.text(cores, "cores"),
          Figures.text(evidence.cpuCores(), "cores"),
          !evidence.timeline().isEmpty() && evidence.cpuCores() <= cores);
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  /** The gateway's CPU for a sample. */
  record CpuPerSampleBelow(Duration most) implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      return new CriterionResult(
          "CPU per sample at most " + Figures.text(most),
          Figures.text(evidence.cpuNanosPerSample(), "ns"),
          evidence.cpuNanosPerSample() <= most.toNanos());
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  /** The most memory that a gateway ever had. */
  record PeakResidentBelow(long bytes) implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      return new CriterionResult(
          "at most %s resident".formatted(Figures.mebibytes(bytes)),
          Figures.mebibytes(evidence.mostResidentBytes()),
          evidence.mostResidentBytes() > 0 && evidence.mostResidentBytes() <= bytes);
    }

    @Override
    public boolean isTimed() {
      return false;
    }
  }

  /** The heap's growth. */
  record HeapGrowthBelow(long bytesPerMinute) implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      double megabytes = Trend.perMinute(evidence.timeline(), TimelinePoint::heapMegabytes);
      return new CriterionResult(
          "heap grows at most %s a minute".formatted(Figures.mebibytes(bytesPerMinute)),
          Figures.text(megabytes, "MiB/m"),
          !evidence.timeline().isEmpty() && megabytes * (1 << 20) <= bytesPerMinute);
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  /** The growth of the number of open files and sockets. */
  record OpenFileGrowthBelow(double perMinute) implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      double files = Trend.perMinute(evidence.timeline(), TimelinePoint::openFiles);
      return new CriterionResult(
          "open files grow by at most %s a minute".formatted(Figures.text(perMinute)),
          Figures.text(files, "a minute"),
          !evidence.timeline().isEmpty() && files <= perMinute);
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  /** How soon after the last disturbance the load is up to date again. */
  record RecoveredWithin(Duration most) implements Criterion {
    @Override
    public CriterionResult judge(Evidence evidence) {
      return new CriterionResult(
          "up to date within " + Figures.text(most) + " of the last disturbance",
          evidence.recovered().map(Figures::text).orElse("not up to date by the end"),
          evidence.recovered().filter(time -> time.compareTo(most) <= 0).isPresent());
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  /** One kind of noise is answered in no other way. */
  record NoiseAnswersOnly(String noise, Set<String> allowed) implements Criterion {
    public NoiseAnswersOnly {
      allowed = Set.copyOf(allowed);
    }

    @Override
    public CriterionResult judge(Evidence evidence) {
      var answers = evidence.noise().getOrDefault(noise, Map.of());
      return new CriterionResult(
          noise + " is answered only " + Figures.sorted(allowed),
          Figures.counts(answers),
          allowed.containsAll(answers.keySet()));
    }

    @Override
    public boolean isTimed() {
      return false;
    }
  }

  /**
   * One kind of noise is answered at all, and in each of these ways.
   *
   * @param some may be empty
   */
  record NoiseAnswered(String noise, Set<String> some) implements Criterion {
    public NoiseAnswered {
      some = Set.copyOf(some);
    }

    @Override
    public CriterionResult judge(Evidence evidence) {
      var answers = evidence.noise().getOrDefault(noise, Map.of());
      return new CriterionResult(
          noise + " is answered at least once" + (some.isEmpty() ? "" : " with " + Figures.sorted(some)),
          Figures.counts(answers),
          !answers.isEmpty() && answers.keySet().containsAll(some));
    }

    @Override
    public boolean isTimed() {
      return true;
    }
  }

  /** No line of the gateways' logs has one of these texts in it. */
  record LogWithout(List<String> texts) implements Criterion {
    public LogWithout {
      texts = List.copyOf(texts);
    }

    @Override
    public CriterionResult judge(Evidence evidence) {
      var found =
          evidence.gatewayLog().stream()
              .filter(line -> texts.stream().anyMatch(line::contains))
              .toList();
      return new CriterionResult(
          "no line of the log has one of " + texts,
          found.isEmpty() ? "none" : found.size() + ", first: " + found.getFirst(),
          found.isEmpty() && !evidence.gatewayLog().isEmpty());
    }

    @Override
    public boolean isTimed() {
      return false;
    }
  }
}
