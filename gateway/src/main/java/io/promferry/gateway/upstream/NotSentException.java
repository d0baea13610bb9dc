package io.promferry.gateway.upstream;

/** A write that provably never left for the store, so that any other road may be tried. */
final class NotSentException extends Exception {
  private final String reason;

  /**
   * Says why.
   *
   * @param reason one word for metrics
   * @param text one line for people, without addresses and secrets
   */
  NotSentException(String reason, String text) {
    super(text, null, false, false);
    this.reason = reason;
  }

  String reason() {
    return reason;
  }
}
