package io.promferry.tenantpromconfig.operator.status;

import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Problem;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What one look at a tenant has found; problems go before everything else. Not thread-safe. */
public final class Findings {
  private final Map<ConditionType, Verdict> verdicts = new EnumMap<>(ConditionType.class);
  private final Map<ConditionType, List<Problem>> problems = new EnumMap<>(ConditionType.class);

  /** Something that cannot be; the first one of a condition gives its reason. */
  public void add(Problem problem) {
    var known = problems.computeIfAbsent(problem.condition(), c -> new ArrayList<>());
    if (!known.contains(problem)) {
      known.add(problem);
    }
  }

  /** What is to be said of a condition that has no problem. */
  public void say(ConditionType condition, Verdict verdict) {
    verdicts.put(condition, verdict);
  }

  /** Whether something makes this condition False. */
  public boolean hasProblem(ConditionType condition) {
    return problems.containsKey(condition);
  }

  /** All conditions, {@link ConditionType#READY} from those that the operator can bring about. */
  public Map<ConditionType, Verdict> verdicts() {
    var all = new EnumMap<ConditionType, Verdict>(ConditionType.class);
    for (var condition : ConditionType.values()) {
      if (condition != ConditionType.READY) {
        all.put(condition, verdict(condition));
      }
    }
    all.put(
        ConditionType.READY,
        hasProblem(ConditionType.READY) ? verdict(ConditionType.READY) : ready(all));
    return all;
  }

  private Verdict verdict(ConditionType condition) {
    var found = problems.get(condition);
    if (found == null) {
      return verdicts.getOrDefault(
          condition, Verdict.unknown("NotReached", "Other conditions must be True first."));
    }
    var messages = found.stream().map(Problem::message).collect(Collectors.joining(" "));
    return Verdict.no(found.getFirst().reason(), messages);
  }

  private static Verdict ready(Map<ConditionType, Verdict> all) {
    var missing =
        List.of(
                ConditionType.CREDENTIALS_READY,
                ConditionType.EGRESS_READY,
                ConditionType.PROMETHEUS_READY)
            .stream()
            .filter(c -> !all.getOrDefault(c, Verdict.unknown("", "")).holds())
            .map(ConditionType::text)
            .toList();
    return missing.isEmpty()
        ? Verdict.yes("AllThere", "Everything that the operator makes for this tenant is there.")
        : Verdict.no("NotReady", "Not yet: " + String.join(", ", missing) + ".");
  }
}
