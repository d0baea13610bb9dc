package io.promferry.gateway.discovery;

import java.util.Map;

/** What is kept of a Namespace. */
public record NamespaceFacts(String name, Map<String, String> labels) {
  public NamespaceFacts {
    labels = Map.copyOf(labels);
  }
}
