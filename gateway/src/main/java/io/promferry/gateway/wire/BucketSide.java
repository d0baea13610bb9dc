package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

/**
 * The positive or the negative buckets of one histogram, added up as they are read: the spans, in
 * buckets; the deltas of an integer and the counts of a float histogram, in observations. Used
 * again for the next histogram. Not thread-safe.
 */
final class BucketSide {
  private static final int SPAN_OFFSET = 1;
  private static final int SPAN_LENGTH = 2;

  private int spans;
  private long spannedBuckets;
  private long offsets;
  private boolean startsBelowZero;
  private boolean spansOverlap;
  private int deltas;
  private long bucket;
  private long observations;
  private boolean overflows;
  private int counts;
  private boolean hasBucketBelowZero;
  private boolean hasCountBelowZero;

  void clear() {
    spans = 0;
    spannedBuckets = 0;
    offsets = 0;
    startsBelowZero = false;
    spansOverlap = false;
    deltas = 0;
    bucket = 0;
    observations = 0;
    overflows = false;
    counts = 0;
    hasBucketBelowZero = false;
    hasCountBelowZero = false;
  }

  void readSpan(Cursor in, int tag) {
    in.expectWireType(tag, LENGTH_DELIMITED);
    int outer = in.enter(in.readLength());
    int offset = 0;
    int length = 0;
    while (in.hasMore()) {
      int inner = in.readTag();
      switch (inner >>> 3) {
        case SPAN_OFFSET -> offset = Cursor.signed((int) in.readVarintField(inner));
        case SPAN_LENGTH -> length = (int) in.readVarintField(inner);
        default -> in.skipField(inner);
      }
    }
    in.leave(outer);
    addSpan(offset, Integer.toUnsignedLong(length));
  }

  private void addSpan(int offset, long length) {
    startsBelowZero |= spans == 0 && offset < 0;
    spansOverlap |= spans > 0 && offset < 0;
    spans++;
    offsets += offset;
    spannedBuckets += length;
  }

  /** Reads deltas, packed or, which is as legal, a single one. */
  void readDeltas(Cursor in, int tag) {
    if ((tag & 7) != LENGTH_DELIMITED) {
      addDelta(Cursor.signed(in.readVarintField(tag)));
      return;
    }
    int outer = in.enter(in.readLength());
    while (in.hasMore()) {
      addDelta(Cursor.signed(in.readVarint()));
    }
    in.leave(outer);
  }

  private void addDelta(long delta) {
    deltas++;
    bucket += delta;
    hasBucketBelowZero |= bucket < 0;
    observations += bucket;
    overflows |= Long.compareUnsigned(observations, bucket) < 0;
  }

  /** Reads counts, packed or, which is as legal, a single one. */
  void readCounts(Cursor in, int tag) {
    if ((tag & 7) != LENGTH_DELIMITED) {
      addCount(in.readDoubleField(tag));
      return;
    }
    int outer = in.enter(in.readLengthOfDoubles());
    while (in.hasMore()) {
      addCount(in.readDouble());
    }
    in.leave(outer);
  }

  private void addCount(double count) {
    counts++;
    hasCountBelowZero |= count < 0;
  }

  /** Whether the spans follow each other and have just as many buckets as there are. */
  boolean isSpanned(boolean isFloat) {
    return !spansOverlap && spannedBuckets == (isFloat ? counts : deltas);
  }

  /** Whether the spans lie within so many buckets, the first of which has index 0. */
  boolean fitsInto(int buckets) {
    return !startsBelowZero && offsets + spannedBuckets <= buckets;
  }

  boolean isAbsent(boolean isFloat) {
    return spans == 0 && (isFloat ? counts : deltas) == 0;
  }

  /** Whether no float count is below zero; one that is no number is not. */
  boolean countsAreValid() {
    return !hasCountBelowZero;
  }

  /** Whether no integer bucket is below zero, nor all together beyond 64 bits. */
  boolean deltasAreValid() {
    return !hasBucketBelowZero && !overflows;
  }

  /** The integer observations of all buckets, as an unsigned number. */
  long observations() {
    return observations;
  }
}
