package io.promferry.gateway.discovery.kube;

import io.promferry.gateway.discovery.LabelSelector;
import io.promferry.gateway.discovery.LabelSelector.Requirement;

/** Reads label selectors. */
final class Selectors {
  private Selectors() {}

  static LabelSelector read(Fields selector) {
    return new LabelSelector(
        selector.textMap("matchLabels"),
        selector.sections("matchExpressions").stream()
            .map(expression ->
                new Requirement(
                    expression.text("key"),
                    expression.text("operator"),
                    expression.texts("values")))
            .toList());
  }
}
