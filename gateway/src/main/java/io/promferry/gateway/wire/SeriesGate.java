package io.promferry.gateway.wire;

/**
 * Decides what becomes of a series by its labels: a tenant's rules and limits. Asked once for each
 * series that is valid, with its labels as they would be written, forced ones among them.
 * Thread-safe: several requests of one tenant are spliced at once.
 */
public interface SeriesGate {
  /** Lets everything pass as it is; splicing then looks at no label twice and computes no hash. */
  SeriesGate OPEN = _ -> SeriesVerdict.UNCHANGED;

  /** Borrows the labels until it returns. */
  SeriesVerdict judge(ResolvedLabels labels);

  /**
   * This gate for one request that must not take long: it throws {@link WorkLimitExceededException}
   * rather than do more. Used by one thread.
   *
   * @param labelBytes how many bytes of labels may be gone through, each as often as it takes
   */
  default SeriesGate within(long labelBytes) {
    return this;
  }
}
