package io.promferry.gateway.wire;

/** Why a series was left out of a request that otherwise went on. */
public enum RefusalReason {
  MISSING_METRIC_NAME("no metric name"),
  EMPTY_LABEL_NAME("empty label name"),
  REPEATED_LABEL_NAME("repeated label name"),
  TOO_MANY_LABELS("more than 16384 labels"),
  INVALID_UTF8("label that is not UTF-8"),
  FORGED_LABEL("label under a forced name");

  private final String text;

  RefusalReason(String text) {
    this.text = text;
  }

  /** For the sender's log: a few plain words. */
  public String text() {
    return text;
  }
}
