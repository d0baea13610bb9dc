package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

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

  private final ForcedLabels forced;
  private final LabelResolver resolver;
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private byte[] buf = {};
  private int start;
  private int end;
  private int partsSize;
  private boolean partsAreUtf8;
  private long origin;

  RewrittenSeries(
      ForcedLabels forced, ConflictPolicy policy, Tally tally, @Nullable MergedSeries merges) {
    this.forced = forced;
    this.resolver = new LabelResolver(forced, policy, tally);
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
      } else if (counts[LABELS] <= LabelResolver.MOST_LABELS) {
        sent.add(LabelReader.read(in, length));
      } else {
        LabelReader.read(in, length);
      }
    }
    var refusal = fault(counts[LABELS], sent);
    if (refusal != null) {
      tally.refuse(refusal, sent);
      return false;
    }
    if (merges != null) {
      origin = originOf(sent, forced);
    }
    tally.addSeries(counts[SAMPLES], counts[HISTOGRAMS], counts[EXEMPLARS]);
    return true;
  }

  int size() {
    int size = partsSize;
    for (Label label : resolver.labels()) {
      size += label.fieldSize();
    }
    return size;
  }

  void write(Output out) {
    int first = out.length();
    for (Label label : resolver.labels()) {
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

  private @Nullable RefusalReason fault(int labels, List<Label> sent) {
    if (labels > LabelResolver.MOST_LABELS) {
      return RefusalReason.TOO_MANY_LABELS;
    }
    var refusal = resolver.resolve(sent);
    if (refusal != null) {
      return refusal;
    }
    return partsAreUtf8 && resolver.labels().stream().allMatch(Label::isUtf8)
        ? null
        : RefusalReason.INVALID_UTF8;
  }

  /** A hash of the labels that gave way to forced ones, 0 where there were none. */
  private static long originOf(List<Label> sent, ForcedLabels forced) {
    long origin = 0;
    for (Label label : sent) {
      int index = label.forcedIndex(forced);
      if (index >= 0) {
        origin =
            MergedSeries.hash(
                origin + index + 1, label.valueSource(), label.valueFrom(), label.valueTo());
      }
    }
    return origin;
  }
}
