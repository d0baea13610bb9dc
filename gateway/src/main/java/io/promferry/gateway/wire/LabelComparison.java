package io.promferry.gateway.wire;

import io.promferry.gateway.wire.LabelStep.Add;
import io.promferry.gateway.wire.LabelStep.Keep;
import io.promferry.gateway.wire.LabelStep.LabelText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the edit from the labels of a series to others, both being in order. */
final class LabelComparison {
  private final List<Label> before;
  private final ResolvedLabels all;
  private final ResolvedLabels after;
  private final List<LabelStep> steps = new ArrayList<>();

  /** By symbols, whose hash nobody can foresee: a tenant could choose values that collide. */
  private final Map<Symbol, Integer> oldValues = new HashMap<>();

  /** The labels before {@code next} have been compared, and those from {@code kept} on stay. */
  private int next;

  private int kept;

  LabelComparison(ResolvedLabels before, Map<String, String> after) {
    this.all = before;
    this.before = before.labels();
    this.after = ResolvedLabels.of(after, before.forced());
  }

  /**
   * Compares them.
   *
   * @throws IllegalArgumentException if a forced label is lost
   */
  LabelEdit edit() {
    for (Label label : after.labels()) {
      while (next < before.size() && before.get(next).compareTo(label) < 0) {
        leaveOut();
      }
      boolean isSameName = next < before.size() && before.get(next).hasNameOf(label);
      if (isSameName && before.get(next).hasValueOf(label)) {
        next++;
      } else {
        int replaced = isSameName ? next : -1;
        if (isSameName) {
          leaveOut();
        } else {
          keep();
        }
        steps.add(new Add(name(label, replaced), value(label)));
      }
    }
    while (next < before.size()) {
      leaveOut();
    }
    keep();
    return new LabelEdit(steps, all.hash(), after.hash(), after.metricName());
  }

  private void leaveOut() {
    if (all.isForced(before.get(next))) {
      throw new IllegalArgumentException(
          "the forced label " + before.get(next).name() + " would be lost");
    }
    keep();
    next++;
    kept = next;
  }

  /** The labels that stay up to here are a step. */
  private void keep() {
    if (kept < next) {
      steps.add(new Keep(kept, next));
    }
    kept = next;
  }

  private static LabelText name(Label label, int replaced) {
    return replaced >= 0
        ? new LabelText.Old(replaced)
        : new LabelText.New(symbol(label.nameSource(), label.nameFrom(), label.nameTo()));
  }

  private LabelText value(Label label) {
    if (oldValues.isEmpty()) {
      for (int i = 0; i < before.size(); i++) {
        oldValues.putIfAbsent(valueOf(before.get(i)), i);
      }
    }
    var value = valueOf(label);
    var old = oldValues.get(value);
    return old == null ? new LabelText.New(value) : new LabelText.Old(old);
  }

  private static Symbol valueOf(Label label) {
    return symbol(label.valueSource(), label.valueFrom(), label.valueTo());
  }

  private static Symbol symbol(byte[] source, int from, int to) {
    return new Symbol(Arrays.copyOfRange(source, from, to));
  }
}
