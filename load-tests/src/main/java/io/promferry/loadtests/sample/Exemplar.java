package io.promferry.loadtests.sample;

import java.util.Map;

/** One observation that a series points out, with the labels that lead to its trace. */
public record Exemplar(Map<String, String> labels, double value) {
  public Exemplar {
    labels = Map.copyOf(labels);
  }
}
