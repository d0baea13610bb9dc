package io.promferry.gateway.wire;

/** What a request may carry beside float samples, and some stores cannot take. */
public enum PartKind {
  /** Native histograms, integer or float, with exponential or custom buckets. */
  NATIVE_HISTOGRAMS,
  /** Native histograms with custom buckets (schema -53). */
  CUSTOM_BUCKET_HISTOGRAMS,
  EXEMPLARS,
  /** A metric's type, help and unit. */
  METADATA
}
