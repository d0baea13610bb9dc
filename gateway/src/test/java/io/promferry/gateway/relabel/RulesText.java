package io.promferry.gateway.relabel;

import io.promferry.gateway.config.ConfigException;
import io.promferry.gateway.config.Document;
import io.promferry.gateway.config.RelabelConfig;

/** Rules as a configuration file has them. */
public final class RulesText {
  private RulesText() {}

  /** Of YAML flow mappings, one for each rule. */
  public static RelabelRules rules(String... yaml) {
    try {
      return Document.parse(
          "test",
          "relabel: [" + String.join(", ", yaml) + "]",
          root -> RelabelConfig.read(root, "relabel"));
    } catch (ConfigException e) {
      throw new IllegalArgumentException(e.problems().toString(), e);
    }
  }
}
