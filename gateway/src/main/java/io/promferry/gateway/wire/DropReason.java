package io.promferry.gateway.wire;

/** Why a part of a request did not go on to an upstream that took the rest. */
public enum DropReason {
  /** The upstream is configured to get no native histograms. */
  NATIVE_HISTOGRAM,
  /** The upstream is configured to get no native histograms with custom buckets. */
  CUSTOM_BUCKET_HISTOGRAM,
  /** The upstream is configured to get no exemplars. */
  EXEMPLAR,
  /** The upstream has refused exemplars and nothing else. */
  EXEMPLAR_REFUSED,
  /** The upstream is configured to get no metadata, or RW1 metadata would mix tenants there. */
  METADATA,
  /** RW1 metadata for an upstream that takes RW2 only, without a series of that name beside it. */
  METADATA_WITHOUT_SERIES,
  /** Metadata with text that is not UTF-8. */
  METADATA_INVALID,
  /**
   * RW1 metadata beside samples, or alone, in a request that the upstream has refused as a whole.
   */
  METADATA_REFUSED,
  /** Metadata of a metric name that only the gateway itself writes under. */
  METADATA_RESERVED,
  /** A start timestamp, which RW1 cannot carry. */
  START_TIMESTAMP
}
