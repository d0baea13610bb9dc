package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;
import static io.promferry.gateway.wire.Cursor.VARINT;

import org.jspecify.annotations.Nullable;

/**
 * The general case of Remote Write 2.0: a series taken apart and put together again. What comes out
 * has sorted and unique labels with every forced one once, no unknown fields, and start timestamps
 * where readers of either draft look for them. One with samples and histograms, which stores
 * refuse, becomes two. Used again for the next series. Not thread-safe.
 */
final class RewrittenSymbolizedSeries {
  private static final int LABELS_REFS = 1;
  private static final int SAMPLES = 2;
  private static final int HISTOGRAMS = 3;
  private static final int EXEMPLARS = 4;
  private static final int METADATA = 5;

  /** Of drafts before 2.0-rc.4, in which the series and not the sample has the start. */
  private static final int CREATED_TIMESTAMP = 6;

  private static final int CREATED_TIMESTAMP_TAG = 0x30;
  private static final int SAMPLE_START_TAG = 0x18;
  private static final int HISTOGRAM_START_TAG = 0x88;

  /** More than tag, length and an added start timestamp of one part can take. */
  private static final int PART_OVERHEAD = 24;

  private final SymbolizedLabels labels;
  private final SymbolFacts facts;
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private final SymbolizedExemplar exemplar;
  private final SymbolizedMetadata metadata = new SymbolizedMetadata();
  private final StartTimestamps sampleStarts = new StartTimestamps();
  private final StartTimestamps histogramStarts = new StartTimestamps();
  private final Output written = new Output(0);
  private final Cursor series;
  private int start;
  private int end;
  private int samples;
  private int histograms;
  private int exemplars;
  private long created;
  private @Nullable RefusalReason exemplarFault;

  RewrittenSymbolizedSeries(
      byte[] buf,
      SymbolizedLabels labels,
      SymbolFacts facts,
      Tally tally,
      @Nullable MergedSeries merges) {
    this.labels = labels;
    this.facts = facts;
    this.tally = tally;
    this.merges = merges;
    this.exemplar = new SymbolizedExemplar(facts);
    this.series = new Cursor(buf, 0, 0);
  }

  /**
   * Reads the series between the two positions. Returns whether it is to be written; if not, it has
   * been counted as refused.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  boolean read(int from, int to) {
    start = from;
    end = to;
    clear();
    readFields();
    var refusal = fault();
    if (refusal != null) {
      tally.refuse(refusal, labels.sent());
      return false;
    }
    if (merges != null) {
      tally.mergedSeries += merges.add(labels.hash(), labels.originHash());
    }
    return true;
  }

  /** How many series it is to be written as. */
  int pieces() {
    return samples > 0 && histograms > 0 ? 2 : 1;
  }

  /** That piece of it, the first being 0, as a message; valid until the next call. */
  Output piece(int piece) {
    boolean isFirst = piece == 0;
    boolean hasHistograms = piece == pieces() - 1;
    written.reset();
    var refs = labels.resolved();
    written.ensure(refs.fieldSize());
    refs.writeField(written);
    writeParts(isFirst, hasHistograms);
    if (isFirst) {
      metadata.write(written);
    }
    writeCreated(isFirst && samples > 0 ? sampleStarts : histogramStarts);
    tally.addSeries(isFirst ? samples : 0, hasHistograms ? histograms : 0, isFirst ? exemplars : 0);
    return written;
  }

  private void clear() {
    labels.clear();
    metadata.clear();
    sampleStarts.clear();
    histogramStarts.clear();
    samples = 0;
    histograms = 0;
    exemplars = 0;
    created = 0;
    exemplarFault = null;
  }

  private void readFields() {
    var in = view(start, end);
    while (in.hasMore()) {
      int tag = in.readTag();
      switch (tag >>> 3) {
        case LABELS_REFS -> labels.read(in, tag);
        case SAMPLES, HISTOGRAMS, EXEMPLARS, METADATA -> {
          in.expectWireType(tag, LENGTH_DELIMITED);
          int outer = in.enter(in.readLength());
          readPart(tag >>> 3, in);
          in.leave(outer);
        }
        case CREATED_TIMESTAMP -> {
          in.expectWireType(tag, VARINT);
          created = in.readVarint();
        }
        default -> in.skipField(tag);
      }
    }
  }

  private void readPart(int field, Cursor in) {
    switch (field) {
      case SAMPLES -> {
        samples++;
        sampleStarts.add(Validation.startedSample(in));
      }
      case HISTOGRAMS -> {
        histograms++;
        histogramStarts.add(Validation.startedHistogram(in));
      }
      case EXEMPLARS -> {
        exemplars++;
        exemplar.read(in);
        tally.forgedLabels += exemplar.forgedLabels();
        exemplarFault = exemplarFault == null ? exemplar.fault() : exemplarFault;
      }
      default -> metadata.merge(in);
    }
  }

  private @Nullable RefusalReason fault() {
    var fault = labels.resolve();
    if (fault == null) {
      fault = exemplarFault;
    }
    return fault == null ? metadata.fault(facts) : fault;
  }

  /** Walks the series a second time, so that nothing has to be kept per sample. */
  private void writeParts(boolean isFirst, boolean hasHistograms) {
    var in = view(start, end);
    while (in.hasMore()) {
      int tag = in.readTag();
      int field = tag >>> 3;
      boolean isWritten = field == HISTOGRAMS ? hasHistograms : isFirst;
      if (!isWritten || field < SAMPLES || field > EXEMPLARS) {
        in.skipField(tag);
        continue;
      }
      int outer = in.enter(in.readLength());
      if (field == EXEMPLARS) {
        exemplar.read(in);
        exemplar.write(written);
      } else {
        writeStarted(tag, in);
      }
      in.leave(outer);
    }
  }

  /** Writes a sample or histogram; with the start of its series if it has none of its own. */
  private void writeStarted(int tag, Cursor in) {
    int from = in.pos;
    int to = in.limit;
    boolean isSample = tag >>> 3 == SAMPLES;
    boolean starts = created != 0 && startOf(isSample, in) == 0;
    in.pos = to;
    int tagSize = isSample ? 1 : 2;
    int addedSize = starts ? tagSize + Output.sizeOfLongVarint(created) : 0;
    written.ensure(to - from + PART_OVERHEAD);
    written.writeByte(tag);
    written.writeVarint(to - from + addedSize);
    written.write(in.buf, from, to);
    if (starts) {
      written.writeVarint(isSample ? SAMPLE_START_TAG : HISTOGRAM_START_TAG);
      written.writeVarint64(created);
    }
  }

  private static long startOf(boolean isSample, Cursor in) {
    return isSample ? Validation.startedSample(in) : Validation.startedHistogram(in);
  }

  private void writeCreated(StartTimestamps starts) {
    long timestamp = created == 0 ? starts.common() : created;
    if (timestamp != 0) {
      written.ensure(PART_OVERHEAD);
      written.writeByte(CREATED_TIMESTAMP_TAG);
      written.writeVarint64(timestamp);
    }
  }

  private Cursor view(int from, int to) {
    series.pos = from;
    series.limit = to;
    return series;
  }
}
