package io.promferry.gateway.discovery;

import java.util.List;
import java.util.Map;

/**
 * A Kubernetes label selector. All of it has to be true; an empty one selects everything.
 *
 * @param labels that must have these values
 */
public record LabelSelector(Map<String, String> labels, List<Requirement> requirements) {
  public static final LabelSelector EVERYTHING = new LabelSelector(Map.of(), List.of());

  /**
   * What is asked of one label.
   *
   * @param operator {@code In}, {@code NotIn}, {@code Exists} or {@code DoesNotExist}; any other is
   *     never true
   */
  public record Requirement(String key, String operator, List<String> values) {
    public Requirement {
      values = List.copyOf(values);
    }

    boolean holds(Map<String, String> labels) {
      var value = labels.get(key);
      return switch (operator) {
        case "In" -> value != null && values.contains(value);
        case "NotIn" -> value == null || !values.contains(value);
        case "Exists" -> value != null;
        case "DoesNotExist" -> value == null;
        default -> false;
      };
    }
  }

  public LabelSelector {
    labels = Map.copyOf(labels);
    requirements = List.copyOf(requirements);
  }

  boolean matches(Map<String, String> present) {
    return present.entrySet().containsAll(labels.entrySet())
        && requirements.stream().allMatch(requirement -> requirement.holds(present));
  }
}
