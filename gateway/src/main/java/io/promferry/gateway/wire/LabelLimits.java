package io.promferry.gateway.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many labels a series may have as it is sent on, forced ones among them, and how long the
 * others may be; a forced one is not the sender's to shorten. A series that exceeds it is refused.
 * Some stores cut off what is more, in order of names, and forced labels with it (VictoriaMetrics
 * before 1.108).
 *
 * @param mostLabels at least as many as are forced
 * @param mostNameBytes of a label's name, in UTF-8
 * @param mostValueBytes of a label's value, in UTF-8
 */
public record LabelLimits(int mostLabels, int mostNameBytes, int mostValueBytes) {
  /** What is limited for everybody. */
  public static final LabelLimits NONE =
      new LabelLimits(LabelResolver.MOST_LABELS, LabelResolver.MOST_NAME_BYTES, Integer.MAX_VALUE);

  /** A character of UTF-16 never takes more bytes of UTF-8. */
  private static final int MOST_BYTES_PER_CHAR = 3;

  public LabelLimits {
    if (mostLabels < 1 || mostNameBytes < 1 || mostValueBytes < 1) {
      throw new IllegalArgumentException("limits of labels must be positive");
    }
    if (mostLabels > LabelResolver.MOST_LABELS || mostNameBytes > LabelResolver.MOST_NAME_BYTES) {
      throw new IllegalArgumentException(
          "a series may have 16384 labels with names of 1024 bytes at most");
    }
  }

  /** Why a series with these labels is refused, or null. */
  public @Nullable RefusalReason fault(ResolvedLabels labels) {
    if (labels.size() > mostLabels) {
      return RefusalReason.TOO_MANY_LABELS;
    }
    for (int i = 0; i < labels.size(); i++) {
      var label = labels.label(i);
      var fault = labels.isForced(label) ? null : fault(label);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /**
   * The same of labels as a tenant's rules have made them, name to value, none with an empty value.
   *
   * @param forced the tenant's, which are among the labels
   */
  public @Nullable RefusalReason fault(Map<String, String> labels, ForcedLabels forced) {
    if (labels.size() > mostLabels) {
      return RefusalReason.TOO_MANY_LABELS;
    }
    for (var label : labels.entrySet()) {
      var fault = fault(label.getKey(), label.getValue());
      if (fault != null && !forced.isForced(label.getKey())) {
        return fault;
      }
    }
    var metricName = labels.get("__name__");
    if (metricName == null) {
      return RefusalReason.MISSING_METRIC_NAME;
    }
    return ReservedNames.contains(metricName) ? RefusalReason.RESERVED_NAME : null;
  }

  /** What is wrong with this label, which is not forced, or null. */
  @Nullable RefusalReason fault(Label label) {
    if (label.nameLength() > mostNameBytes) {
      return RefusalReason.LABEL_NAME_TOO_LONG;
    }
    return label.valueLength() > mostValueBytes ? RefusalReason.LABEL_VALUE_TOO_LONG : null;
  }

  private @Nullable RefusalReason fault(String name, String value) {
    if (name.isEmpty()) {
      return RefusalReason.EMPTY_LABEL_NAME;
    }
    if (exceeds(name, mostNameBytes)) {
      return RefusalReason.LABEL_NAME_TOO_LONG;
    }
    return exceeds(value, mostValueBytes) ? RefusalReason.LABEL_VALUE_TOO_LONG : null;
  }

  private static boolean exceeds(String text, int mostBytes) {
    return (long) text.length() * MOST_BYTES_PER_CHAR > mostBytes
        && text.getBytes(UTF_8).length > mostBytes;
  }
}
