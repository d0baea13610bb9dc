package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The general case: a series taken apart and put together again. Labels may come in any order and
 * form, forged ones among them; what comes out is sorted, unique, and has every forced label once.
 * One with samples and histograms becomes two series, because some stores refuse a whole request
 * for it (VictoriaMetrics 1.145).
 */
final class RewrittenSeries {
  private static final int LABELS = 1;
  private static final int SAMPLES = 2;
  private static final int EXEMPLARS = 3;
  private static final int HISTOGRAMS = 4;

  private final ForcedLabels forced;
  private final LabelResolver resolver;
  private final long latestTimestamp;
  private final Gatekeeper gate;
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private final SampleCheck sample = new SampleCheck();
  private final HistogramCheck histogram = new HistogramCheck();
  private byte[] buf = {};
  private int start;
  private int end;
  private int histogramsSize;
  private int othersSize;
  private int samples;
  private int histograms;
  private int exemplars;
  private boolean partsAreUtf8;
  private boolean histogramsAreConsistent;
  private long newest;

  /** The labels as written, as fields. */
  private Output labels = new Output(0);

  /** {@code latestTimestamp} is in milliseconds since 1970. */
  RewrittenSeries(
      SplicePlan plan,
      long latestTimestamp,
      Gatekeeper gate,
      Tally tally,
      @Nullable MergedSeries merges) {
    this.forced = plan.forced();
    this.resolver = new LabelResolver(plan, tally);
    this.latestTimestamp = latestTimestamp;
    this.gate = gate;
    this.tally = tally;
    this.merges = merges;
  }

  /**
   * Reads the series that fills the cursor's view. Returns whether it is to be written; if not, it
   * has been counted as left out.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  boolean read(Cursor in) {
    buf = in.buf;
    start = in.pos;
    end = in.limit;
    histogramsSize = 0;
    othersSize = 0;
    partsAreUtf8 = true;
    histogramsAreConsistent = true;
    newest = Long.MIN_VALUE;
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
        checkPart(field, in, length);
      } else if (counts[LABELS] <= LabelResolver.MOST_LABELS) {
        sent.add(LabelReader.read(in, length));
      } else {
        LabelReader.read(in, length);
      }
    }
    samples = counts[SAMPLES];
    histograms = counts[HISTOGRAMS];
    exemplars = counts[EXEMPLARS];
    var refusal = fault(counts[LABELS], sent);
    if (refusal != null) {
      tally.refuse(refusal, () -> sent, samples, histograms, exemplars);
      return false;
    }
    return isAdmitted(sent);
  }

  private boolean isAdmitted(List<Label> sent) {
    var judged = gate.labels();
    judged.clear();
    resolver.labels().forEach(judged::add);
    var fields = judged.fields();
    if (merges != null) {
      tally.mergedSeries += merges.add(fields.array(), 0, fields.length(), originOf(sent, forced));
    }
    if (gate.isOpen()) {
      labels = fields;
      return true;
    }
    boolean admitted = gate.admits(samples, histograms, exemplars);
    labels = admitted ? gate.fields() : labels;
    return admitted;
  }

  /** How many series it is to be written as. */
  int pieces() {
    return samples > 0 && histograms > 0 ? 2 : 1;
  }

  /** Bytes of that piece of it, the first being 0. */
  int size(int piece) {
    return labels.length()
        + (hasOthers(piece) ? othersSize : 0)
        + (hasHistograms(piece) ? histogramsSize : 0);
  }

  void write(int piece, Output out) {
    out.write(labels.array(), 0, labels.length());
    writeParts(piece, out);
    tally.addSeries(
        hasOthers(piece) ? samples : 0,
        hasHistograms(piece) ? histograms : 0,
        hasOthers(piece) ? exemplars : 0,
        newest);
  }

  private static boolean hasOthers(int piece) {
    return piece == 0;
  }

  private boolean hasHistograms(int piece) {
    return piece == pieces() - 1;
  }

  /** Checks a sample, exemplar or histogram, adds its size as written, and moves past it. */
  private void checkPart(int field, Cursor in, int length) {
    int from = in.pos;
    int to = from + length;
    in.skip(length);
    switch (field) {
      case SAMPLES -> {
        sample.read(new Cursor(buf, from, to));
        newest = Math.max(newest, sample.timestamp());
        othersSize += fieldSize(length);
      }
      case HISTOGRAMS -> {
        histogramsAreConsistent &= histogram.read(new Cursor(buf, from, to));
        newest = Math.max(newest, histogram.timestamp());
        histogramsSize += fieldSize(length);
      }
      default -> {
        var exemplar = new Exemplar(buf, from, to);
        partsAreUtf8 &= exemplar.isUtf8();
        tally.forgedLabels += exemplar.forgedLabels(forced);
        othersSize += fieldSize(exemplar.sizeWithout(forced));
      }
    }
  }

  private static int fieldSize(int length) {
    return 1 + Output.sizeOfVarint(length) + length;
  }

  /** Walks the series a second time, so that nothing has to be kept per sample. */
  private void writeParts(int piece, Output out) {
    var in = new Cursor(buf, start, end);
    while (in.hasMore()) {
      int tag = in.readTag();
      int field = tag >>> 3;
      boolean isWritten = field == HISTOGRAMS ? hasHistograms(piece) : hasOthers(piece);
      if (!isWritten || field <= LABELS || field > HISTOGRAMS) {
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
      } else {
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
    if (!partsAreUtf8 || !resolver.labels().stream().allMatch(Label::isUtf8)) {
      return RefusalReason.INVALID_UTF8;
    }
    if (!histogramsAreConsistent) {
      return RefusalReason.INVALID_HISTOGRAM;
    }
    return newest > latestTimestamp ? RefusalReason.SAMPLE_AHEAD : null;
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
