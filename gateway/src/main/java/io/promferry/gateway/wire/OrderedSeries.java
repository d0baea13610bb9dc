package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Label.FIELD_TAG;
import static io.promferry.gateway.wire.Label.NAME_TAG;
import static io.promferry.gateway.wire.Label.VALUE_TAG;

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
  private final LabelLimits limits;
  private final int mostOtherLabels;
  private final long latestTimestamp;
  private final Gatekeeper gate;
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private final SampleCheck sample = new SampleCheck();
  private final HistogramCheck histogram = new HistogramCheck();
  private final int[] insertAt;
  private byte[] buf = {};
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
      SplicePlan plan,
      long latestTimestamp,
      Gatekeeper gate,
      Tally tally,
      @Nullable MergedSeries merges) {
    this.forced = plan.forced();
    this.limits = plan.limits();
    this.mostOtherLabels = plan.mostOtherLabels();
    this.latestTimestamp = latestTimestamp;
    this.gate = gate;
    this.tally = tally;
    this.merges = merges;
    this.insertAt = new int[forced.size()];
  }

  /**
   * Whether the series from {@code start} to {@code end} is of this form, and so is valid.
   *
   * @throws MalformedWriteRequestException if a sample, exemplar or histogram is broken
   */
  boolean read(byte[] buf, int start, int end) {
    this.buf = buf;
    this.start = start;
    this.end = end;
    labelsEnd = readLabels();
    return labelsEnd >= 0 && readRest();
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
    int from = start;
    for (int i = 0; i < insertAt.length; i++) {
      out.write(buf, from, insertAt[i]);
      out.write(forced.fields[i], 0, forced.fields[i].length);
      from = insertAt[i];
    }
    out.write(buf, from, labelsEnd);
  }

  private void countMerges(Output out, int first) {
    if (merges != null) {
      tally.mergedSeries += merges.add(out.array(), first, out.length(), 0);
    }
  }

  /** Reads the labels and where the forced ones belong; returns where they end, or -1. */
  private int readLabels() {
    byte[] b = buf;
    int pos = start;
    int previous = start;
    int previousEnd = start;
    int nextForced = 0;
    int left = mostOtherLabels;
    boolean named = false;
    while (pos < end && b[pos] == FIELD_TAG && left-- > 0) {
      int message = ShortVarint.at(b, pos + 1, end);
      if (message < 0) {
        return -1;
      }
      int content = pos + 1 + ShortVarint.size(message);
      int labelEnd = content + message;
      if (labelEnd > end || message < 6 || b[content] != NAME_TAG || b[content + 1] <= 0) {
        return -1;
      }
      int name = content + 2;
      int nameEnd = name + b[content + 1];
      if (nameEnd + 2 >= labelEnd
          || b[nameEnd] != VALUE_TAG
          || nameEnd - name > limits.mostNameBytes()) {
        return -1;
      }
      int valueLength = ShortVarint.at(b, nameEnd + 1, end);
      int value = nameEnd + 1 + ShortVarint.size(valueLength);
      if (valueLength <= 0
          || valueLength > limits.mostValueBytes()
          || value + valueLength != labelEnd
          || Bytes.compare(b, previous, previousEnd, b, name, nameEnd) >= 0
          || !Bytes.isAscii(b, name, nameEnd)
          || !Bytes.isAscii(b, value, labelEnd)) {
        return -1;
      }
      for (; nextForced < insertAt.length; nextForced++) {
        byte[] forcedName = forced.names[nextForced];
        int order = Bytes.compare(forcedName, 0, forcedName.length, b, name, nameEnd);
        if (order == 0) {
          return -1;
        }
        if (order > 0) {
          break;
        }
        insertAt[nextForced] = pos;
      }
      named |= Bytes.isMetricName(b, name, nameEnd - name);
      previous = name;
      previousEnd = nameEnd;
      pos = labelEnd;
    }
    for (; nextForced < insertAt.length; nextForced++) {
      insertAt[nextForced] = pos;
    }
    return named ? pos : -1;
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
