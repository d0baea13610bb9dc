package io.promferry.gateway.wire;

import org.jspecify.annotations.Nullable;

/**
 * Asks a tenant's gate about one series at a time, and counts those that it leaves out. Has the
 * labels of a series between being asked and the next one. Not thread-safe.
 */
final class Gatekeeper {
  private final SeriesGate gate;
  private final boolean isOpen;
  private final Tally tally;
  private final ResolvedLabels labels;
  private final Output edited = new Output(1 << 10);
  private final References references = new References();
  private @Nullable LabelEdit edit;

  Gatekeeper(SplicePlan plan, Tally tally) {
    this.gate = plan.gate();
    this.isOpen = gate.equals(SeriesGate.OPEN);
    this.tally = tally;
    this.labels = new ResolvedLabels(plan.forced());
  }

  /** Whether nobody has to be asked. */
  boolean isOpen() {
    return isOpen;
  }

  /** Where the labels of the next series are put, by whoever is to ask. */
  ResolvedLabels labels() {
    return labels;
  }

  /** Whether the series with these labels goes on; if not, it has been counted. */
  boolean admits(int samples, int histograms, int exemplars) {
    edit = null;
    return switch (gate.judge(labels)) {
      case SeriesVerdict.Unchanged _ -> true;
      case SeriesVerdict.Edited change -> {
        if (!change.edit().isFor(labels)) {
          throw new IllegalStateException("an edit that was made for other labels");
        }
        edit = change.edit();
        yield true;
      }
      case SeriesVerdict.Dropped _ -> {
        tally.dropByRules(samples, histograms, exemplars);
        yield false;
      }
      case SeriesVerdict.Refused refused -> {
        tally.refuse(refused.reason(), labels::labels, samples, histograms, exemplars);
        yield false;
      }
    };
  }

  /** The labels with which the series goes on, as fields of Remote Write 1.0. */
  Output fields() {
    if (edit == null) {
      return labels.fields();
    }
    edited.reset();
    edit.write(labels, edited);
    return edited;
  }

  /** The references to these labels, if {@code before} are those to the labels asked about. */
  References references(References before, AddedSymbols added) {
    if (edit == null) {
      return before;
    }
    references.clear();
    edit.apply(before, added, references);
    return references;
  }
}
