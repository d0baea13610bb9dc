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
 * @param othersOnGatewayCore the part of its core that other processes used
 * @param otherCore how busy the core of everything else was
 */
public record Phase(
    String name,
    Duration time,
    Histogram quietMicros,
    Map<String, Long> quietAnswers,
    Map<String, Map<String, Long>> noise,
    double gatewayCore,
    double othersOnGatewayCore,
    double otherCore) {
  private static final double MOST_LOAD = 0.85;
  private static final double MOST_OF_OTHERS = 0.15;
  private static final String ACCEPTED = "204";

  /** Whether the gateway had its core, and the driver and the store what they needed. */
  public boolean isValid() {
    return hadRoom() && othersOnGatewayCore <= MOST_OF_OTHERS;
  }

  /** Whether the core of the driver and the store was not full. */
  boolean hadRoom() {
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
