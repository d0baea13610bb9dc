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
  private static final int LONGEST_CREATED_FIELD = 11;

  private final SymbolizedLabels labels;
  private final SymbolFacts facts;
  private final long latestTimestamp;
  private final SymbolizedGate gate;
  private final Tally tally;
  private final @Nullable MergedSeries merges;
  private final int outputLimit;
  private final SymbolizedExemplar exemplar;
  private final SymbolizedMetadata metadata = new SymbolizedMetadata();
  private final SampleCheck sample = new SampleCheck();
  private final HistogramCheck histogram = new HistogramCheck();
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
  private long newest;
  private boolean histogramsAreConsistent;
  private @Nullable RefusalReason exemplarFault;

  /** {@code latestTimestamp} is in milliseconds since 1970. */
  RewrittenSymbolizedSeries(
      byte[] buf,
      SymbolizedLabels labels,
      SymbolFacts facts,
      long latestTimestamp,
      SymbolizedGate gate,
      Tally tally,
      @Nullable MergedSeries merges,
      int outputLimit) {
    this.labels = labels;
    this.facts = facts;
    this.latestTimestamp = latestTimestamp;
    this.gate = gate;
    this.tally = tally;
    this.merges = merges;
    this.outputLimit = outputLimit;
    this.exemplar = new SymbolizedExemplar(facts);
    this.series = new Cursor(buf, 0, 0);
  }

  /**
   * Reads the series between the two positions. Returns whether it is to be written; if not, it has
   * been counted as left out.
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
      tally.refuse(refusal, labels::sent, samples, histograms, exemplars);
      return false;
    }
    if (merges != null) {
      tally.mergedSeries += merges.add(labels.hash(), labels.originHash());
    }
    return gate.isOpen() || gate.admits(labels.resolved(), samples, histograms, exemplars);
  }

  /** How many series it is to be written as. */
  int pieces() {
    return samples > 0 && histograms > 0 ? 2 : 1;
  }

  /**
   * That piece of it, the first being 0, as a message; valid until the next call.
   *
   * @throws OutputLimitExceededException if it alone is longer than the limit
   */
  Output piece(int piece) {
    boolean isFirst = piece == 0;
    boolean hasHistograms = piece == pieces() - 1;
    written.reset();
    var refs = gate.isOpen() ? labels.resolved() : gate.admitted();
    written.ensure(refs.fieldSize());
    refs.writeField(written);
    writeParts(isFirst, hasHistograms);
    if (isFirst) {
      metadata.write(written);
    }
    writeCreated(isFirst && samples > 0 ? sampleStarts : histogramStarts);
    tally.addSeries(
        isFirst ? samples : 0, hasHistograms ? histograms : 0, isFirst ? exemplars : 0, newest);
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
    newest = Long.MIN_VALUE;
    histogramsAreConsistent = true;
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
        sample.readStarted(in);
        newest = Math.max(newest, sample.timestamp());
        sampleStarts.add(sample.startTimestamp());
      }
      case HISTOGRAMS -> {
        histograms++;
        histogramsAreConsistent &= histogram.readStarted(in);
        newest = Math.max(newest, histogram.timestamp());
        histogramStarts.add(histogram.startTimestamp());
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
    if (fault == null) {
      fault = metadata.fault(facts);
    }
    if (fault == null && !histogramsAreConsistent) {
      fault = RefusalReason.INVALID_HISTOGRAM;
    }
    return fault == null && newest > latestTimestamp ? RefusalReason.SAMPLE_AHEAD : fault;
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
        StartedPart.write(tag, in, created, written);
      }
      in.leave(outer);
      if (written.length() > outputLimit) {
        throw new OutputLimitExceededException(outputLimit);
      }
    }
  }

  private void writeCreated(StartTimestamps starts) {
    long timestamp = created == 0 ? starts.common() : created;
    if (timestamp != 0) {
      written.ensure(LONGEST_CREATED_FIELD);
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
