package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The general case: a series taken apart and put together again. Labels may come in any order and
 * form, forged ones among them; what comes out is sorted, unique, and has every forced label once.
 */
final class RewrittenSeries {
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int EXEMPLARS = 3;
  private static final int HISTOGRAMS = 4;
  private static final String EXPORTED = "exported_";

  /** More than any store takes; keeps what a series costs us in proportion to its bytes. */
  private static final int MOST_LABELS = 16_384;

  private final ForcedLabels forced;
  private final ConflictPolicy policy;
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private List<Label> labels = List.of();
  private byte[] buf = {};
  private int start;
  private int end;
  private int partsSize;
  private boolean partsAreUtf8;
  private long origin;

  RewrittenSeries(
      ForcedLabels forced, ConflictPolicy policy, Tally tally, @Nullable MergedSeries merges) {
    this.forced = forced;
    this.policy = policy;
    this.tally = tally;
    this.merges = merges;
  }

  /**
   * Reads the series that fills the cursor's view. Returns whether it is to be written; if not, it
   * has been counted as refused.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  boolean read(Cursor in) {
    buf = in.buf;
    start = in.pos;
    end = in.limit;
    partsSize = 0;
    partsAreUtf8 = true;
    var sent = new ArrayList<Label>();
    int[] counts = new int[HISTOGRAMS + 1];
    while (in.hasMore()) {
      int tag = in.readTag();
      int field = tag >>> 3;
      if (!isKnown(field)) {
        in.skipField(tag);
        continue;
      }
      in.expectWireType(tag, LENGTH_DELIMITED);
      int length = in.readLength();
      counts[field]++;
      if (field != LABELS) {
        int written = checkPart(field, in, length);
        partsSize += 1 + Output.sizeOfVarint(written) + written;
      } else if (counts[LABELS] <= MOST_LABELS) {
        sent.add(LabelReader.read(in, length));
      } else {
        LabelReader.read(in, length);
      }
    }
    var refusal = counts[LABELS] > MOST_LABELS ? RefusalReason.TOO_MANY_LABELS : resolve(sent);
    if (refusal == null && !partsAreUtf8) {
      refusal = RefusalReason.INVALID_UTF8;
    }
    if (refusal != null) {
      tally.refuse(refusal, sent);
      return false;
    }
    tally.samples += counts[SAMPLES];
    tally.exemplars += counts[EXEMPLARS];
    tally.histograms += counts[HISTOGRAMS];
    return true;
  }

  int size() {
    int size = partsSize;
    for (Label label : labels) {
      size += label.fieldSize();
    }
    return size;
  }

  void write(Output out) {
    int first = out.length();
    for (Label label : labels) {
      label.writeField(out);
    }
    if (merges != null) {
      tally.mergedSeries += merges.add(out.array(), first, out.length(), origin);
    }
    writeParts(out);
  }

  /** Checks a sample, exemplar or histogram and moves past it; returns its size as written. */
  private int checkPart(int field, Cursor in, int length) {
    int from = in.pos;
    int to = from + length;
    in.skip(length);
    switch (field) {
      case SAMPLES -> Validation.sample(new Cursor(buf, from, to));
      case HISTOGRAMS -> Validation.histogram(new Cursor(buf, from, to));
      default -> {
        var exemplar = new Exemplar(buf, from, to);
        partsAreUtf8 &= exemplar.isUtf8();
        tally.forgedLabels += exemplar.forgedLabels(forced);
        return exemplar.sizeWithout(forced);
      }
    }
    return length;
  }

  /** Walks the series a second time, so that nothing has to be kept per sample. */
  private void writeParts(Output out) {
    var in = new Cursor(buf, start, end);
    while (in.hasMore()) {
      int tag = in.readTag();
      int field = tag >>> 3;
      if (!isKnown(field)) {
        in.skipField(tag);
        continue;
      }
      int length = in.readLength();
      int from = in.pos;
      in.skip(length);
      if (field == EXEMPLARS) {
        var exemplar = new Exemplar(buf, from, from + length);
        out.writeByte(tag);
        out.writeVarint(exemplar.sizeWithout(forced));
        exemplar.writeWithout(forced, out);
      } else if (field != LABELS) {
        out.writeByte(tag);
        out.writeVarint(length);
        out.write(buf, from, from + length);
      }
    }
  }

  private static boolean isKnown(int field) {
    return field >= LABELS && field <= HISTOGRAMS;
  }

  /** From the labels as sent to {@link #labels} as written, or the reason why there are none. */
  private @Nullable RefusalReason resolve(List<Label> sent) {
    var kept = new ArrayList<Label>(sent.size() + forced.size());
    var displaced = new @Nullable Label[forced.size()];
    boolean conflict = false;
    origin = 0;
    for (Label label : sent) {
      int index = forced.indexOf(label.nameSource(), label.nameFrom(), label.nameTo());
      if (index >= 0) {
        displaced[index] = label;
        conflict = true;
        tally.forgedLabels++;
        origin =
            MergedSeries.hash(
                origin + index + 1, label.valueSource(), label.valueFrom(), label.valueTo());
      } else if (!label.isEmpty()) {
        kept.add(label);
      } else if (label.nameFrom() == label.nameTo()) {
        return RefusalReason.EMPTY_LABEL_NAME;
      }
    }
    if (conflict && policy == ConflictPolicy.REFUSE_SERIES) {
      return RefusalReason.FORGED_LABEL;
    }
    if (policy == ConflictPolicy.KEEP_AS_EXPORTED) {
      keepAsExported(displaced, kept);
    }
    for (int i = 0; i < forced.size(); i++) {
      kept.add(new Label(forced.names[i], forced.values[i]));
    }
    kept.sort(null);
    labels = kept;
    return firstFault(kept);
  }

  /** As Prometheus names conflicting scraped labels: one more prefix until the name is free. */
  private void keepAsExported(@Nullable Label[] displaced, List<Label> kept) {
    for (int i = 0; i < displaced.length; i++) {
      var label = displaced[i];
      if (label == null || label.isEmpty()) {
        continue;
      }
      var name = new String(forced.names[i], UTF_8);
      Label exported;
      do {
        name = EXPORTED + name;
        exported = label.renamed(name.getBytes(UTF_8));
      } while (isTaken(exported, kept));
      kept.add(exported);
    }
  }

  private boolean isTaken(Label candidate, List<Label> kept) {
    return forced.indexOf(candidate.nameSource(), candidate.nameFrom(), candidate.nameTo()) >= 0
        || kept.stream().anyMatch(label -> label.compareTo(candidate) == 0);
  }

  private static @Nullable RefusalReason firstFault(List<Label> sorted) {
    boolean named = false;
    for (int i = 0; i < sorted.size(); i++) {
      var label = sorted.get(i);
      if (label.nameFrom() == label.nameTo()) {
        return RefusalReason.EMPTY_LABEL_NAME;
      }
      if (i > 0 && label.compareTo(sorted.get(i - 1)) == 0) {
        return RefusalReason.REPEATED_LABEL_NAME;
      }
      if (!label.isUtf8()) {
        return RefusalReason.INVALID_UTF8;
      }
      named |= label.isMetricName();
    }
    return named ? null : RefusalReason.MISSING_METRIC_NAME;
  }
}
