package io.promferry.gateway.wire;

import java.util.BitSet;

/**
 * A spliced request as a sequence of units, of which any can be sent without the others. A unit is
 * one sample, one histogram, or the exemplars of a series that has nothing else; the exemplars of
 * other series go with the first unit of theirs. Borrows the body.
 */
public final class SplitRequest {
  private SplitRequest() {}

  public static SplitRequest of(byte[] body, int length, WriteVersion version) {
    return new SplitRequest();
  }

  /** How many units there are. */
  public int units() {
    return 0;
  }

  /** Writes a request in the same version with those units only, in their order, metadata aside. */
  public PartCounts write(BitSet included, Output out) {
    return PartCounts.NONE;
  }

  /** A hash of the labels of the unit's series, equal in this process for equal labels. */
  public long seriesHash(int unit) {
    return 0;
  }

  /** The unit's timestamp in milliseconds since 1970. */
  public long timestamp(int unit) {
    return 0;
  }

  /** The unit's series and timestamp as a person reads them, fit for one line of a log. */
  public String describe(int unit) {
    return "";
  }
}
