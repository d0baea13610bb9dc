package io.promferry.gateway.limits;

/**
 * The part of a tenant's rate that is left here, when other replicas are seen to serve the same
 * tenant: all that they do not use, and never less than an equal part.
 *
 * @param othersPerSecond samples a second that all others together are seen to take
 * @param replicas how many there are, this one too
 */
record SharedRate(double othersPerSecond, int replicas) {
  /** Nobody else is known of: the whole rate. */
  static final SharedRate ALONE = new SharedRate(0, 1);

  SampleRate of(SampleRate whole) {
    long equalPart = Math.ceilDiv(whole.perSecond(), replicas);
    long left = whole.perSecond() - (long) othersPerSecond;
    return new SampleRate(Math.max(equalPart, left), whole.burst());
  }
}
