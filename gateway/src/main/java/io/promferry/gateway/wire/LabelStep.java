package io.promferry.gateway.wire;

/** One step from a series' labels to others; the steps of an edit give these in order. */
sealed interface LabelStep {
  /** The labels from one index to before another stay as they are. */
  record Keep(int from, int to) implements LabelStep {}

  /** A label that was not there. */
  record Add(LabelText name, LabelText value) implements LabelStep {}

  /** A name or a value of a label that is added. */
  sealed interface LabelText {
    /** That of the label with this index: its name where a name is wanted, else its value. */
    record Old(int label) implements LabelText {}

    /** One that no label had. */
    record New(Symbol symbol) implements LabelText {}
  }
}
