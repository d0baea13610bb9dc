package io.promferry.loadtests.noise;

import java.time.Duration;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What was seen while the quiet tenants wrote, in one company.
 *
 * @param quietMicros the quiet writes' latencies
 * @param quietAnswers how they were answered, status to count
 * @param noise how each kind was answered
 * @param gatewayCore the part of its core that the gateway used, 0 to 1
 * @param otherCore how busy the core of everything else was
 */
public record Phase(
    String name,
    Duration time,
    Histogram quietMicros,
    Map<String, Long> quietAnswers,
    Map<String, Map<String, Long>> noise,
    double gatewayCore,
    double otherCore) {
  private static final double MOST_LOAD = 0.85;
  private static final String ACCEPTED = "204";

  /** Whether the driver was not in its own way. */
  public boolean isValid() {
    return otherCore <= MOST_LOAD;
  }

  /** Quiet writes that were not accepted. */
  public long failed() {
    return quietAnswers.entrySet().stream()
        .filter(answer -> !answer.getKey().equals(ACCEPTED))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** Short: the histogram has thousands of lines. */
  @Override
  public String toString() {
    return name;
  }

  public Duration quietPercentile(double percentile) {
    return Duration.ofNanos(quietMicros.getValueAtPercentile(percentile) * 1000);
  }
}
