package io.promferry.gateway.wire;

/**
 * How much of each kind a request carries: what the {@code X-Prometheus-Remote-Write-*-Written}
 * headers count (Remote Write 2.0, "Required Written Response Headers"). None is negative.
 *
 * @param samples float samples
 * @param histograms native histograms, those with custom buckets among them
 * @param exemplars exemplars, of whatever series
 */
public record PartCounts(int samples, int histograms, int exemplars) {
  public static final PartCounts NONE = new PartCounts(0, 0, 0);

  public PartCounts plus(PartCounts other) {
    return new PartCounts(
        samples + other.samples, histograms + other.histograms, exemplars + other.exemplars);
  }

  /** What is left without {@code other}; never less than nothing. */
  public PartCounts minus(PartCounts other) {
    return new PartCounts(
        Math.max(0, samples - other.samples),
        Math.max(0, histograms - other.histograms),
        Math.max(0, exemplars - other.exemplars));
  }

  /** The smaller of each kind. */
  public PartCounts min(PartCounts other) {
    return new PartCounts(
        Math.min(samples, other.samples),
        Math.min(histograms, other.histograms),
        Math.min(exemplars, other.exemplars));
  }
}
