package io.promferry.gateway.config;

import java.util.HashSet;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The labels that are forced onto every series.
 *
 * @param tenant the name of the label with the tenant's name
 * @param vpc the name of the label with the VPC's name
 * @param extra names and values of further labels
 */
public record LabelsConfig(
    String tenant, String vpc, Map<String, String> extra, OnConflict onConflict) {
  /** What becomes of a label that the tenant sent under one of these names. */
  public enum OnConflict {
    KEEP_AS_EXPORTED,
    REPLACE,
    REFUSE_SERIES
  }

  static final LabelsConfig DEFAULT =
      new LabelsConfig("tenant", "vpc", Map.of(), OnConflict.KEEP_AS_EXPORTED);

  public LabelsConfig {
    extra = Map.copyOf(extra);
  }

  static LabelsConfig read(Section section) {
    var labels =
        new LabelsConfig(
            section.scalar("tenant", Values::labelName).orElse(DEFAULT.tenant),
            section.scalar("vpc", Values::labelName).orElse(DEFAULT.vpc),
            section.texts("extra"),
            section
                .scalar("on-conflict", text -> Values.oneOf(OnConflict.class, text))
                .orElse(DEFAULT.onConflict));
    var seen = new HashSet<String>();
    Stream.concat(Stream.of(labels.tenant, labels.vpc), labels.extra.keySet().stream())
        .filter(name -> !seen.add(name))
        .forEach(name -> section.problem("extra", "label '" + name + "' is forced twice"));
    labels.extra.forEach((name, value) -> {
      try {
        Values.labelName(name);
      } catch (IllegalArgumentException e) {
        section.problem("extra", String.valueOf(e.getMessage()));
      }
      if (value.isEmpty()) {
        section.problem("extra", "label '" + name + "' must have a value");
      }
    });
    return labels;
  }
}
