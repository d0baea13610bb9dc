package io.promferry.gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * The fast case of Remote Write 2.0, which nearly every series is: one packed chunk of references
 * first, to names in order of which none is forced, then samples or histograms without a start
 * timestamp, exemplars and metadata, nothing unknown. Such a series is forwarded as it stands, but
 * for the references to the forced labels put in between. Whatever is not of this form, broken or
 * legal, is left to {@link RewrittenSymbolizedSeries}.
 */
final class OrderedSymbolizedSeries {
  private static final int SAMPLE_TAG = 0x12;
  private static final int HISTOGRAM_TAG = 0x1a;
  private static final int EXEMPLAR_TAG = 0x22;
  private static final int METADATA_TAG = 0x2a;

  private final SymbolFacts facts;
  private final AddedSymbols added;
  private final int mostOtherLabels;
  private final long latestTimestamp;
  private final SymbolizedGate gate;
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private final SymbolizedExemplar exemplar;
  private final SymbolizedMetadata metadata = new SymbolizedMetadata();
  private final HistogramCheck histogram = new HistogramCheck();
  private final Cursor part;
  private final byte[] buf;
  private final int[] insertAt;
  private int refsFrom;
  private int refsTo;
  private int end;
  private int samples;
  private int exemplars;
  private int histograms;
  private long newest;

  /** Those of the labels with the forced ones, where there is a gate. */
  private final References refs = new References();

  /** Those with which a gate lets the series pass; null where they are to be spliced. */
  private @Nullable References edited;

  /** {@code latestTimestamp} is in milliseconds since 1970. */
  OrderedSymbolizedSeries(
      byte[] buf,
      SymbolFacts facts,
      AddedSymbols added,
      SplicePlan plan,
      long latestTimestamp,
      SymbolizedGate gate,
      Tally tally,
      @Nullable MergedSeries merges) {
    this.buf = buf;
    this.facts = facts;
    this.added = added;
    this.mostOtherLabels = plan.mostOtherLabels();
    this.latestTimestamp = latestTimestamp;
    this.gate = gate;
    this.tally = tally;
    this.merges = merges;
    this.exemplar = new SymbolizedExemplar(facts);
    this.part = new Cursor(buf, 0, 0);
    this.insertAt = new int[added.forcedRefs.length];
  }

  /**
   * Whether the series from {@code start} to {@code end} is of this form, and so is valid.
   *
   * @throws MalformedWriteRequestException if a histogram, exemplar or metadata is broken
   */
  boolean read(int start, int end) {
    this.end = end;
    int length = start < end && buf[start] == References.TAG ? lengthAt(start + 1) : -1;
    if (length < 0 || length > 2 * LabelResolver.MOST_LABELS) {
      return false;
    }
    refsFrom = start + 1 + ShortVarint.size(length);
    refsTo = refsFrom + length;
    return readRefs() && readRest();
  }

  /** Whether the series just read is to be written. It is counted in any case. */
  boolean passes() {
    if (merges != null) {
      tally.mergedSeries += merges.add(labelsHash(), 0);
    }
    if (!gate.isOpen() && !isAdmitted()) {
      return false;
    }
    tally.addSeries(samples, histograms, exemplars, newest);
    return true;
  }

  int size() {
    return end - refsTo + (edited == null ? splicedSize() : edited.fieldSize());
  }

  void write(Output out) {
    if (edited == null) {
      writeSpliced(out);
    } else {
      edited.writeField(out);
    }
    out.write(buf, refsTo, end);
  }

  private boolean isAdmitted() {
    refs.clear();
    part.pos = refsFrom;
    for (int i = 0; i < insertAt.length; i++) {
      readRefsUntil(insertAt[i]);
      refs.add(added.forcedName(i));
      refs.add(added.forcedValue(i));
    }
    readRefsUntil(refsTo);
    if (!gate.admits(refs, samples, histograms, exemplars)) {
      return false;
    }
    edited = isSame(gate.admitted()) ? null : gate.admitted();
    return true;
  }

  // Only a series that stays as it is has the very references that it came with.
  @SuppressWarnings("ReferenceEquality")
  private boolean isSame(References admitted) {
    return admitted == refs;
  }

  private void readRefsUntil(int position) {
    part.limit = position;
    while (part.hasMore()) {
      refs.add((int) part.readVarint());
    }
  }

  private int splicedSize() {
    int size = refsTo - refsFrom + added.totalForcedRefBytes;
    return 1 + Output.sizeOfVarint(size) + size;
  }

  private void writeSpliced(Output out) {
    out.writeByte(References.TAG);
    out.writeVarint(refsTo - refsFrom + added.totalForcedRefBytes);
    int from = refsFrom;
    for (int i = 0; i < insertAt.length; i++) {
      byte[] forced = added.forcedRefs[i];
      out.write(buf, from, insertAt[i]);
      out.write(forced, 0, forced.length);
      from = insertAt[i];
    }
    out.write(buf, from, refsTo);
  }

  /** Whether the references are in order; finds where the forced ones belong. */
  private boolean readRefs() {
    int limit = refsTo;
    int symbols = facts.size();
    int pos = refsFrom;
    int previous = SymbolFacts.NONE;
    int nextForced = 0;
    int left = mostOtherLabels;
    boolean named = false;
    while (pos < limit) {
      if (left-- == 0) {
        return false;
      }
      int label = pos;
      int name = ShortVarint.at(buf, pos, limit);
      pos += ShortVarint.size(name);
      int value = ShortVarint.at(buf, pos, limit);
      pos += ShortVarint.size(value);
      if (name < 0 || value < 0 || name >= symbols || value >= symbols) {
        return false;
      }
      int place = facts.placeAfter(previous, name, value);
      if (place < 0) {
        return false;
      }
      for (; nextForced < place; nextForced++) {
        insertAt[nextForced] = label;
      }
      named |= facts.isMetricName(name);
      previous = name;
    }
    for (; nextForced < insertAt.length; nextForced++) {
      insertAt[nextForced] = pos;
    }
    return named;
  }

  private boolean readRest() {
    samples = 0;
    exemplars = 0;
    histograms = 0;
    newest = Long.MIN_VALUE;
    metadata.clear();
    int pos = refsTo;
    while (pos < end) {
      int length = lengthAt(pos + 1);
      if (length < 0) {
        return false;
      }
      int from = pos + 1 + ShortVarint.size(length);
      if (!readPart(buf[pos], from, from + length)) {
        return false;
      }
      pos = from + length;
    }
    return (samples == 0 || histograms == 0)
        && newest <= latestTimestamp
        && metadata.isPlain()
        && metadata.fault(facts) == null;
  }

  private boolean readPart(int tag, int from, int to) {
    if (tag == SAMPLE_TAG) {
      samples++;
      long timestamp = SampleCheck.typicalTimestamp(buf, from, to);
      newest = Math.max(newest, timestamp);
      return timestamp != SampleCheck.NOT_TYPICAL;
    }
    part.pos = from;
    part.limit = to;
    return switch (tag) {
      case HISTOGRAM_TAG -> {
        histograms++;
        boolean isConsistent = histogram.readStarted(part);
        newest = Math.max(newest, histogram.timestamp());
        yield isConsistent && histogram.startTimestamp() == 0;
      }
      case EXEMPLAR_TAG -> {
        exemplars++;
        exemplar.read(part);
        yield exemplar.isPlain();
      }
      case METADATA_TAG -> {
        metadata.merge(part);
        yield true;
      }
      default -> false;
    };
  }

  private long labelsHash() {
    part.pos = refsFrom;
    part.limit = refsTo;
    long hash = 0;
    while (part.hasMore()) {
      hash = MergedSeries.mix(hash, facts.hash((int) part.readVarint()));
    }
    return hash;
  }

  /** The length at that position if so many bytes are left in the series after it, or -1. */
  private int lengthAt(int pos) {
    int length = ShortVarint.at(buf, pos, end);
    return length <= end - pos - ShortVarint.size(length) ? length : -1;
  }
}
