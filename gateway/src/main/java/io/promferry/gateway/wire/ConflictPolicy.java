package io.promferry.gateway.wire;

/** What becomes of a label that the tenant sent under a forced name. */
public enum ConflictPolicy {
  /** It is renamed to {@code exported_<name>}, as Prometheus does with scraped labels. */
  KEEP_AS_EXPORTED,
  /** It is dropped; series that become one by it are counted. */
  REPLACE,
  /** Its series is left out and reported. */
  REFUSE_SERIES
}
