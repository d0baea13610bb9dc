package io.promferry.gateway.discovery;

import java.util.List;

/**
 * A tenant's list in short, for operators.
 *
 * @param targets how many
 * @param namespaces where its pods are looked for
 * @param leftOut the first 50 of what is left out
 * @param leftOutTotal how many there are
 */
public record TargetSummary(
    int targets, List<String> namespaces, List<LeftOut> leftOut, int leftOutTotal) {
  public TargetSummary {
    namespaces = List.copyOf(namespaces);
    leftOut = List.copyOf(leftOut);
  }
}
