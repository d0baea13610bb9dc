package io.promferry.loadtests.report;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One scenario, once.
 *
 * @param started ISO 8601
 * @param command that gives the same run
 * @param why it is invalid or failed; empty if it passed
 * @param figures further ones by name with unit, for example {@code driver CPU, cores}
 * @param books null where nobody kept any
 */
public record ScenarioResult(
    String name,
    String description,
    String started,
    double seconds,
    String command,
    Outcome outcome,
    String why,
    List<CriterionResult> criteria,
    Latency latency,
    Map<String, Double> figures,
    List<TimelinePoint> timeline,
    @Nullable Books books) {
  public ScenarioResult {
    criteria = List.copyOf(criteria);
    timeline = List.copyOf(timeline);
  }
}
