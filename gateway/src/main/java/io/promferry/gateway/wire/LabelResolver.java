package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the labels of a series as sent to its labels as written: sorted, unique, none empty, every
 * forced one exactly once, within the limits. Does not look at whether they are UTF-8. Not
 * thread-safe.
 */
final class LabelResolver {
  /** More than any store takes; keeps what a series costs us in proportion to its bytes. */
  static final int MOST_LABELS = 16_384;

  /**
   * As Mimir's default. Many series of a Remote Write 2.0 request share one name, so that comparing
   * names without end would cost far more than their bytes.
   */
  static final int MOST_NAME_BYTES = 1024;

  private static final byte[] EXPORTED = "exported_".getBytes(UTF_8);

  private final ForcedLabels forced;
  private final ConflictPolicy policy;
  private final LabelLimits limits;
  private final Tally tally;
  private List<Label> labels = List.of();

  LabelResolver(SplicePlan plan, Tally tally) {
    this.forced = plan.forced();
    this.policy = plan.onConflict();
    this.limits = plan.limits();
    this.tally = tally;
  }

  /** Resolves these labels into {@link #labels}, or gives the reason why there are none. */
  @Nullable RefusalReason resolve(List<Label> sent) {
    var kept = new ArrayList<Label>(sent.size() + forced.size());
    var displaced = new @Nullable Label[forced.size()];
    boolean conflict = false;
    for (Label label : sent) {
      int index = label.forcedIndex(forced);
      if (index >= 0) {
        displaced[index] = label;
        conflict = true;
        tally.forgedLabels++;
      } else if (label.nameLength() == 0) {
        return RefusalReason.EMPTY_LABEL_NAME;
      } else {
        var fault = limits.fault(label);
        if (fault != null) {
          return fault;
        }
        if (!label.isEmpty()) {
          kept.add(label);
        }
      }
    }
    if (conflict && policy == ConflictPolicy.REFUSE_SERIES) {
      return RefusalReason.FORGED_LABEL;
    }
    if (policy == ConflictPolicy.KEEP_AS_EXPORTED) {
      var fault = keepAsExported(displaced, kept);
      if (fault != null) {
        return fault;
      }
    }
    for (int i = 0; i < forced.size(); i++) {
      kept.add(new Label(forced.names[i], forced.values[i]));
    }
    if (kept.size() > limits.mostLabels()) {
      return RefusalReason.TOO_MANY_LABELS;
    }
    kept.sort(null);
    labels = kept;
    return firstFault(kept);
  }

  /** The labels as written; without meaning after a refusal. */
  List<Label> labels() {
    return labels;
  }

  /** As Prometheus names conflicting scraped labels: one more prefix until the name is free. */
  private @Nullable RefusalReason keepAsExported(@Nullable Label[] displaced, List<Label> kept) {
    for (int i = 0; i < displaced.length; i++) {
      var label = displaced[i];
      if (label == null || label.isEmpty()) {
        continue;
      }
      byte[] name = forced.names[i];
      Label exported;
      do {
        name = prefixed(name);
        exported = label.renamed(name);
      } while (isTaken(exported, kept));
      var fault = limits.fault(exported);
      if (fault != null) {
        return fault;
      }
      kept.add(exported);
    }
    return null;
  }

  private static byte[] prefixed(byte[] name) {
    byte[] prefixed = Arrays.copyOf(EXPORTED, EXPORTED.length + name.length);
    System.arraycopy(name, 0, prefixed, EXPORTED.length, name.length);
    return prefixed;
  }

  private boolean isTaken(Label candidate, List<Label> kept) {
    return candidate.forcedIndex(forced) >= 0
        || kept.stream().anyMatch(label -> label.hasNameOf(candidate));
  }

  private static @Nullable RefusalReason firstFault(List<Label> sorted) {
    boolean named = false;
    for (int i = 0; i < sorted.size(); i++) {
      var label = sorted.get(i);
      if (i > 0 && label.hasNameOf(sorted.get(i - 1))) {
        return RefusalReason.REPEATED_LABEL_NAME;
      }
      if (label.isMetricName()) {
        if (ReservedNames.contains(label.valueSource(), label.valueFrom(), label.valueTo())) {
          return RefusalReason.RESERVED_NAME;
        }
        named = true;
      }
    }
    return named ? null : RefusalReason.MISSING_METRIC_NAME;
  }
}
