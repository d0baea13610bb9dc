package io.promferry.gateway.wire;

/** Why a series was left out of a request that otherwise went on. */
public enum RefusalReason {
  MISSING_METRIC_NAME("no metric name"),
  EMPTY_LABEL_NAME("empty label name"),
  REPEATED_LABEL_NAME("repeated label name"),
  LABEL_NAME_TOO_LONG("label name too long"),
  TOO_MANY_LABELS("too many labels"),
  INVALID_UTF8("label that is not UTF-8"),
  FORGED_LABEL("label under a forced name"),
  ODD_LABEL_REFERENCES("odd number of label references"),
  INVALID_SYMBOL_REFERENCE("symbol reference out of range"),
  INVALID_HISTOGRAM("inconsistent native histogram"),
  LABEL_VALUE_TOO_LONG("label value too long"),
  SAMPLE_AHEAD("timestamp too far in the future"),
  ACTIVE_SERIES("new series over the limit of active series"),
  RESERVED_NAME("metric name under promferry_tenant_, which is reserved for the gateway");

  private final String text;

  RefusalReason(String text) {
    this.text = text;
  }

  /** For the sender's log: a few plain words. */
  public String text() {
    return text;
  }
}
