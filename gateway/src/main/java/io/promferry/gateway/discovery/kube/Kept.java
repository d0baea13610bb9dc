package io.promferry.gateway.discovery.kube;

import java.util.HashMap;
import java.util.Map;

/** How much is kept of labels and annotations, and each text only once. */
final class Kept {
  /** More are possible, but nobody reads them. */
  static final int MOST_LABELS = 64;

  static final int MOST_ANNOTATIONS = 32;
  static final int LONGEST_ANNOTATION = 256;

  private Kept() {}

  /** Pods of one controller have most texts in common. */
  static String shared(String text) {
    return text.intern();
  }

  static Map<String, String> labels(Map<String, String> labels) {
    var kept = new HashMap<String, String>();
    labels.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_LABELS)
        .forEach(label -> kept.put(shared(label.getKey()), shared(label.getValue())));
    return kept;
  }

  /** Those for people and for Prometheus, not what the platform writes for itself. */
  static Map<String, String> annotations(Map<String, String> annotations) {
    var kept = new HashMap<String, String>();
    annotations.entrySet().stream()
        .filter(annotation -> annotation.getValue().length() <= LONGEST_ANNOTATION)
        .filter(annotation -> !isPlatforms(annotation.getKey()))
        .sorted(Map.Entry.comparingByKey())
        .limit(MOST_ANNOTATIONS)
        .forEach(
            annotation -> kept.put(shared(annotation.getKey()), shared(annotation.getValue())));
    return kept;
  }

  /** Kubernetes', Kube-OVN's and Multus' own: they may tell of the platform. */
  private static boolean isPlatforms(String name) {
    int slash = name.indexOf('/');
    var domain = slash < 0 ? "" : name.substring(0, slash);
    return domain.endsWith("kubernetes.io")
        || domain.endsWith("k8s.io")
        || domain.endsWith("cni.cncf.io");
  }
}
