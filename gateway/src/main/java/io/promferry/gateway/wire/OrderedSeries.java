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
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private final HistogramCheck histogram = new HistogramCheck();
  private final int[] insertAt;
  private byte[] buf = {};
  private int start;
  private int end;
  private int labelsEnd;
  private int samples;
  private int exemplars;
  private int histograms;

  OrderedSeries(ForcedLabels forced, Tally tally, @Nullable MergedSeries merges) {
    this.forced = forced;
    this.tally = tally;
    this.merges = merges;
    this.insertAt = new int[forced.size()];
  }

  /**
   * Whether the series from {@code start} to {@code end} is of this form; then it is counted and
   * can be written.
   *
   * @throws MalformedWriteRequestException if a sample, exemplar or histogram is broken
   */
  boolean read(byte[] buf, int start, int end) {
    this.buf = buf;
    this.start = start;
    this.end = end;
    labelsEnd = readLabels();
    if (labelsEnd < 0 || !readRest()) {
      return false;
    }
    tally.addSeries(samples, histograms, exemplars);
    return true;
  }

  int size() {
    return end - start + forced.totalFieldBytes;
  }

  void write(Output out) {
    int from = start;
    int first = out.length();
    for (int i = 0; i < insertAt.length; i++) {
      out.write(buf, from, insertAt[i]);
      out.write(forced.fields[i], 0, forced.fields[i].length);
      from = insertAt[i];
    }
    out.write(buf, from, labelsEnd);
    if (merges != null) {
      tally.mergedSeries += merges.add(out.array(), first, out.length(), 0);
    }
    out.write(buf, labelsEnd, end);
  }

  /** Reads the labels and where the forced ones belong; returns where they end, or -1. */
  private int readLabels() {
    byte[] b = buf;
    int pos = start;
    int previous = start;
    int previousEnd = start;
    int nextForced = 0;
    int left = forced.mostLabels - forced.size();
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
      if (nameEnd + 2 >= labelEnd || b[nameEnd] != VALUE_TAG) {
        return -1;
      }
      int valueLength = ShortVarint.at(b, nameEnd + 1, end);
      int value = nameEnd + 1 + ShortVarint.size(valueLength);
      if (valueLength <= 0
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
          if (!Validation.isTypicalSample(buf, content, contentEnd)) {
            Validation.sample(new Cursor(buf, content, contentEnd));
          }
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
          histograms++;
        }
        default -> {
          return false;
        }
      }
      pos = contentEnd;
    }
    return samples == 0 || histograms == 0;
  }
}
