package io.promferry.gateway.discovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers a tenant's targets, the surer sources first. A port that a source has claimed is no
 * target of a later one, whether or not it became one. One thread's.
 */
final class TargetList {
  /** Of names and values of all labels: what the list may take in memory, roughly. */
  static final int MOST_CHARACTERS = 16 << 20;

  private static final Comparator<Target> ORDER =
      Comparator.<Target, String>comparing(target -> target.labels().getOrDefault("namespace", ""))
          .thenComparing(target -> target.labels().getOrDefault("pod", ""))
          .thenComparing(Target::address)
          .thenComparing(target -> target.labels().toString());

  private final Set<String> forced;
  private final Report report;
  private final Set<String> claimed = new HashSet<>();
  private final Set<Target> targets = new HashSet<>();
  private int characters;

  /** Nobody may set labels of the names that are {@code forced}. */
  TargetList(Set<String> forced, Report report) {
    this.forced = forced;
    this.report = report;
  }

  Set<String> forced() {
    return forced;
  }

  /** This address is some source's. */
  void claim(String address) {
    claimed.add(address);
  }

  boolean isClaimed(String address) {
    return claimed.contains(address);
  }

  /** It becomes a target, or is reported as left out; {@code source} is what asked for it. */
  void add(Draft draft, String source) {
    var problem = draft.problem();
    if (problem.isPresent()) {
      report.leftOut(source, problem.get());
      return;
    }
    var target = draft.target(forced);
    int size =
        target.labels().entrySet().stream()
            .mapToInt(label -> label.getKey().length() + label.getValue().length())
            .sum();
    if (characters + size > MOST_CHARACTERS) {
      report.leftOut(source, "the list of targets is full: " + targets.size() + " of them");
    } else if (targets.add(target)) {
      characters += size;
    }
  }

  List<Target> sorted() {
    var sorted = new ArrayList<>(targets);
    sorted.sort(ORDER);
    return sorted;
  }
}
