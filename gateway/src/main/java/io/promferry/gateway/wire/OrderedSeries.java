package io.promferry.gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * The fast case, which nearly every series is: labels first, sorted, ASCII, none empty or forced,
 * then samples or histograms, every tag and length in its shortest form, nothing unknown. Such a
 * series is forwarded as it stands, but for the forced labels put in between. Whatever is not of
 * this form, broken or legal, is left to {@link RewrittenSeries}.
 */
final class OrderedSeries {
  private static final int SAMPLE_TAG = 0x12;
  private static final int EXEMPLAR_TAG = 0x1a;
  private static final int HISTOGRAM_TAG = 0x22;

  private final ForcedLabels forced;
  private final long latestTimestamp;
  private final Gatekeeper gate;
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private final SampleCheck sample = new SampleCheck();
  private final HistogramCheck histogram = new HistogramCheck();
  private final OrderedLabels ordered;
  private final byte[] buf;
  private int start;
  private int end;
  private int labelsEnd;
  private int samples;
  private int exemplars;
  private int histograms;
  private long newest;

  /** The labels that a gate has let pass, as fields; null where there is no gate. */
  private @Nullable Output labels;

  /** {@code latestTimestamp} is in milliseconds since 1970. */
  OrderedSeries(
      byte[] buf,
      SplicePlan plan,
      long latestTimestamp,
      Gatekeeper gate,
      Tally tally,
      @Nullable MergedSeries merges) {
    this.buf = buf;
    this.forced = plan.forced();
    this.ordered = new OrderedLabels(buf, plan);
    this.latestTimestamp = latestTimestamp;
    this.gate = gate;
    this.tally = tally;
    this.merges = merges;
  }

  /**
   * Whether the series from {@code start} to {@code end} is of this form, and so is valid.
   *
   * @throws MalformedWriteRequestException if a sample, exemplar or histogram is broken
   */
  boolean read(int start, int end) {
    this.start = start;
    this.end = end;
    if (!ordered.read(start, end)) {
      return false;
    }
    labelsEnd = start + ordered.layout().labelsEnd();
    return readRest();
  }

  /** Whether the series just read is to be written. It is counted in any case. */
  boolean passes() {
    if (!gate.isOpen() && !isAdmitted()) {
      return false;
    }
    tally.addSeries(samples, histograms, exemplars, newest);
    return true;
  }

  int size() {
    int size = labels == null ? labelsEnd - start + forced.totalFieldBytes : labels.length();
    return size + end - labelsEnd;
  }

  void write(Output out) {
    if (labels != null) {
      out.write(labels.array(), 0, labels.length());
    } else {
      int first = out.length();
      writeLabels(out);
      countMerges(out, first);
    }
    out.write(buf, labelsEnd, end);
  }

  private boolean isAdmitted() {
    var judged = gate.labels();
    judged.clear();
    judged.fields().ensure(labelsEnd - start + forced.totalFieldBytes);
    writeLabels(judged.fields());
    countMerges(judged.fields(), 0);
    boolean admitted = gate.admits(samples, histograms, exemplars);
    labels = admitted ? gate.fields() : null;
    return admitted;
  }

  private void writeLabels(Output out) {
    var layout = ordered.layout();
    int from = start;
    for (int i = 0; i < forced.size(); i++) {
      int at = start + layout.starts[layout.forcedBefore[i]];
      out.write(buf, from, at);
      out.write(forced.fields[i], 0, forced.fields[i].length);
      from = at;
    }
    out.write(buf, from, labelsEnd);
  }

  private void countMerges(Output out, int first) {
    if (merges != null) {
      tally.mergedSeries += merges.add(out.array(), first, out.length(), 0);
    }
  }

  private boolean readRest() {
    samples = 0;
    exemplars = 0;
    histograms = 0;
    newest = Long.MIN_VALUE;
    int pos = labelsEnd;
    while (pos < end) {
      int length = ShortVarint.at(buf, pos + 1, end);
      int content = pos + 1 + ShortVarint.size(length);
      if (length < 0 || length > end - content) {
        return false;
      }
      int contentEnd = content + length;
      switch (buf[pos]) {
        case SAMPLE_TAG -> {
          newest = Math.max(newest, sampleTimestamp(content, contentEnd));
          samples++;
        }
        case EXEMPLAR_TAG -> {
          if (!new Exemplar(buf, content, contentEnd).isPlain(forced)) {
            return false;
          }
          exemplars++;
        }
        case HISTOGRAM_TAG -> {
          if (!histogram.read(new Cursor(buf, content, contentEnd))) {
            return false;
          }
          newest = Math.max(newest, histogram.timestamp());
          histograms++;
        }
        default -> {
          return false;
        }
      }
      pos = contentEnd;
    }
    return (samples == 0 || histograms == 0) && newest <= latestTimestamp;
  }

  private long sampleTimestamp(int from, int to) {
    long timestamp = SampleCheck.typicalTimestamp(buf, from, to);
    if (timestamp == SampleCheck.NOT_TYPICAL) {
      sample.read(new Cursor(buf, from, to));
      return sample.timestamp();
    }
    return timestamp;
  }
}
