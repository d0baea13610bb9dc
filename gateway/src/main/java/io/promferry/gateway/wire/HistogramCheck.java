package io.promferry.gateway.wire;

/**
 * Reads native histograms and tells which of them every store of Prometheus' data model takes and
 * can query. The rules are those of {@code Validate} in its {@code model/histogram}, and where its
 * versions differ, the stricter one. Fields: {@code prompb/types.proto}. Used again for the next
 * histogram. Not thread-safe.
 */
final class HistogramCheck {
  private static final int COUNT_INT = 1;
  private static final int COUNT_FLOAT = 2;
  private static final int SUM = 3;
  private static final int ZERO_THRESHOLD = 5;
  private static final int ZERO_COUNT_INT = 6;
  private static final int ZERO_COUNT_FLOAT = 7;
  private static final int NEGATIVE_SPANS = 8;
  private static final int NEGATIVE_DELTAS = 9;
  private static final int NEGATIVE_COUNTS = 10;
  private static final int POSITIVE_SPANS = 11;
  private static final int POSITIVE_DELTAS = 12;
  private static final int POSITIVE_COUNTS = 13;
  private static final int RESET_HINT = 14;
  private static final int CUSTOM_VALUES = 16;

  private static final int LOWEST_EXPONENTIAL_SCHEMA = -4;
  private static final int HIGHEST_EXPONENTIAL_SCHEMA = 8;

  private final BucketSide positive = new BucketSide();
  private final BucketSide negative = new BucketSide();
  private int schema;
  private boolean isFloat;
  private long countInt;
  private double countFloat;
  private double sum;
  private double zeroThreshold;
  private long zeroInt;
  private double zeroFloat;
  private int bounds;
  private double lastBound;
  private boolean boundsIncrease;
  private long timestamp;
  private long startTimestamp;

  /**
   * Reads the histogram of Remote Write 1.0 that fills the cursor's view. Returns whether it is
   * consistent.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  boolean read(Cursor in) {
    clear();
    while (in.hasMore()) {
      readField(in, in.readTag());
    }
    return isConsistent();
  }

  /** As {@link #read}, for Remote Write 2.0. */
  boolean readStarted(Cursor in) {
    clear();
    while (in.hasMore()) {
      int tag = in.readTag();
      if (tag >>> 3 == PointFields.HISTOGRAM_START_TIMESTAMP) {
        startTimestamp = in.readVarintField(tag);
      } else {
        readField(in, tag);
      }
    }
    return isConsistent();
  }

  /** Of the histogram read last, in milliseconds since 1970. */
  long timestamp() {
    return timestamp;
  }

  /** What the histogram of Remote Write 2.0 read last says of its start; 0 if nothing. */
  long startTimestamp() {
    return startTimestamp;
  }

  private void clear() {
    positive.clear();
    negative.clear();
    schema = 0;
    isFloat = false;
    countInt = 0;
    countFloat = 0;
    sum = 0;
    zeroThreshold = 0;
    zeroInt = 0;
    zeroFloat = 0;
    bounds = 0;
    lastBound = Double.NEGATIVE_INFINITY;
    boundsIncrease = true;
    timestamp = 0;
    startTimestamp = 0;
  }

  /** Of two numbers of which a message has one, the last in it counts. */
  private void readField(Cursor in, int tag) {
    switch (tag >>> 3) {
      case COUNT_INT -> {
        countInt = in.readVarintField(tag);
        isFloat = false;
      }
      case COUNT_FLOAT -> {
        countFloat = in.readDoubleField(tag);
        isFloat = true;
      }
      case SUM -> sum = in.readDoubleField(tag);
      case PointFields.HISTOGRAM_SCHEMA -> schema = Cursor.signed((int) in.readVarintField(tag));
      case ZERO_THRESHOLD -> zeroThreshold = in.readDoubleField(tag);
      case ZERO_COUNT_INT -> {
        zeroInt = in.readVarintField(tag);
        zeroFloat = 0;
      }
      case ZERO_COUNT_FLOAT -> {
        zeroFloat = in.readDoubleField(tag);
        zeroInt = 0;
      }
      case NEGATIVE_SPANS -> negative.readSpan(in, tag);
      case NEGATIVE_DELTAS -> negative.readDeltas(in, tag);
      case NEGATIVE_COUNTS -> negative.readCounts(in, tag);
      case POSITIVE_SPANS -> positive.readSpan(in, tag);
      case POSITIVE_DELTAS -> positive.readDeltas(in, tag);
      case POSITIVE_COUNTS -> positive.readCounts(in, tag);
      case RESET_HINT -> in.readVarintField(tag);
      case PointFields.HISTOGRAM_TIMESTAMP -> timestamp = in.readVarintField(tag);
      case CUSTOM_VALUES -> readBounds(in, tag);
      default -> in.skipField(tag);
    }
  }

  private void readBounds(Cursor in, int tag) {
    if ((tag & 7) != Cursor.LENGTH_DELIMITED) {
      addBound(in.readDoubleField(tag));
      return;
    }
    int outer = in.enter(in.readLengthOfDoubles());
    while (in.hasMore()) {
      addBound(in.readDouble());
    }
    in.leave(outer);
  }

  private void addBound(double bound) {
    bounds++;
    boundsIncrease &= bound > lastBound;
    lastBound = bound;
  }

  private boolean isConsistent() {
    boolean isLaidOut = schema == PointFields.CUSTOM_BUCKETS ? hasOwnBounds() : isExponential();
    return isLaidOut && (isFloat ? isNowhereBelowZero() : addsUp());
  }

  /** A threshold that is no number would keep a query that compares it busy for ever. */
  private boolean isExponential() {
    return schema >= LOWEST_EXPONENTIAL_SCHEMA
        && schema <= HIGHEST_EXPONENTIAL_SCHEMA
        && bounds == 0
        && !Double.isNaN(zeroThreshold)
        && positive.isSpanned(isFloat)
        && negative.isSpanned(isFloat);
  }

  /** The bucket above the last bound has no bound of its own. */
  private boolean hasOwnBounds() {
    return boundsIncrease
        && lastBound != Double.POSITIVE_INFINITY
        && positive.isSpanned(isFloat)
        && positive.fitsInto(bounds + 1)
        && negative.isAbsent(isFloat)
        && zeroThreshold == 0
        && (isFloat ? zeroFloat == 0 : zeroInt == 0);
  }

  /** Floats are not added up: what is lost in their sum would refuse good ones. */
  private boolean isNowhereBelowZero() {
    return !(countFloat < 0)
        && !(zeroFloat < 0)
        && positive.countsAreValid()
        && negative.countsAreValid();
  }

  /** Observations that are no number are counted, but in no bucket; they make the sum one too. */
  private boolean addsUp() {
    long sides = positive.observations() + negative.observations();
    long all = sides + zeroInt;
    return positive.deltasAreValid()
        && negative.deltasAreValid()
        && Long.compareUnsigned(sides, positive.observations()) >= 0
        && Long.compareUnsigned(all, sides) >= 0
        && (Double.isNaN(sum) ? Long.compareUnsigned(all, countInt) <= 0 : all == countInt);
  }
}
