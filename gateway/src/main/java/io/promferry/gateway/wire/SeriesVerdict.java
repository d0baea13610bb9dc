package io.promferry.gateway.wire;

/** What becomes of one series. Immutable, so that it can be remembered. */
public sealed interface SeriesVerdict {
  SeriesVerdict UNCHANGED = new Unchanged();
  SeriesVerdict DROPPED = new Dropped();

  /** It goes on with the labels that it has. */
  record Unchanged() implements SeriesVerdict {}

  /** An operator's rule leaves it out: not the sender's fault, and it counts as written. */
  record Dropped() implements SeriesVerdict {}

  /** It is left out, and the sender is told. */
  record Refused(RefusalReason reason) implements SeriesVerdict {}

  /** It goes on with other labels. */
  record Edited(LabelEdit edit) implements SeriesVerdict {}
}
