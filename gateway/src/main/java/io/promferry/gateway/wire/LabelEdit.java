package io.promferry.gateway.wire;

import io.promferry.gateway.wire.LabelStep.Add;
import io.promferry.gateway.wire.LabelStep.Keep;
import io.promferry.gateway.wire.LabelStep.LabelText;
import io.promferry.gateway.wire.LabelStep.LabelText.New;
import io.promferry.gateway.wire.LabelStep.LabelText.Old;
import java.util.List;
import java.util.Map;

/**
 * How a series' labels become others: which of them are kept as they are, and which new ones stand
 * between them. Small, whatever is kept, and independent of the version in which the series came.
 * Applies to every series with the same {@link ResolvedLabels}. Immutable.
 */
public final class LabelEdit {
  /** Of this object, its list and its string, on a 64-bit machine with compressed pointers. */
  private static final int OWN_BYTES = 120;

  /** Of one step, but for the bytes of what is new in it. */
  private static final int STEP_BYTES = 72;

  /** Of one new string, but for its bytes. */
  private static final int NEW_BYTES = 40;

  private final List<LabelStep> steps;
  private final long hashBefore;
  private final long hash;
  private final String metricName;

  LabelEdit(List<LabelStep> steps, long hashBefore, long hash, String metricName) {
    this.steps = List.copyOf(steps);
    this.hashBefore = hashBefore;
    this.hash = hash;
    this.metricName = metricName;
  }

  /**
   * From the labels of a series to {@code after}, name to value, in any order.
   *
   * @throws IllegalArgumentException if a name or value in {@code after} is empty, or a forced
   *     label is not in it as it was
   */
  public static LabelEdit of(ResolvedLabels before, Map<String, String> after) {
    return new LabelComparison(before, after).edit();
  }

  /** {@link ResolvedLabels#hash} of the labels afterwards. */
  public long hash() {
    return hash;
  }

  /** The value of {@code __name__} afterwards; empty if there is none. */
  public String metricName() {
    return metricName;
  }

  /** Bytes of memory that it occupies, about. */
  public int memory() {
    int bytes = OWN_BYTES + metricName.length() + steps.size() * STEP_BYTES;
    for (LabelStep step : steps) {
      if (step instanceof Add add) {
        bytes += memory(add.name()) + memory(add.value());
      }
    }
    return bytes;
  }

  private static int memory(LabelText text) {
    return switch (text) {
      case Old _ -> 0;
      case New added -> NEW_BYTES + added.symbol().bytes().length;
    };
  }

  /** Whether it was made for labels like these; any others could lose forced ones by it. */
  boolean isFor(ResolvedLabels labels) {
    return hashBefore == labels.hash();
  }

  /** Writes the labels afterwards as fields of a Remote Write 1.0 series. */
  void write(ResolvedLabels before, Output out) {
    byte[] fields = before.fields().array();
    for (LabelStep step : steps) {
      switch (step) {
        case Keep keep -> {
          int from = before.start(keep.from());
          int to = before.start(keep.to());
          out.ensure(to - from);
          out.write(fields, from, to);
        }
        case Add add -> {
          var label = label(add, before);
          out.ensure(label.fieldSize());
          label.writeField(out);
        }
      }
    }
  }

  private static Label label(Add add, ResolvedLabels before) {
    var name = labelWith(add.name(), before);
    var value = labelWith(add.value(), before);
    return new Label(
        name.nameSource(),
        name.nameFrom(),
        name.nameTo(),
        value.valueSource(),
        value.valueFrom(),
        value.valueTo());
  }

  /** One that has the text where it is wanted, as its name or as its value. */
  private static Label labelWith(LabelText text, ResolvedLabels before) {
    return switch (text) {
      case Old old -> before.label(old.label());
      case New added -> new Label(added.symbol().bytes(), added.symbol().bytes());
    };
  }

  /** Adds the references of the labels afterwards to {@code after}. */
  void apply(References before, AddedSymbols added, References after) {
    for (LabelStep step : steps) {
      switch (step) {
        case Keep keep -> {
          for (int i = 2 * keep.from(); i < 2 * keep.to(); i++) {
            after.add(before.get(i));
          }
        }
        case Add add -> {
          after.add(ref(add.name(), 0, before, added));
          after.add(ref(add.value(), 1, before, added));
        }
      }
    }
  }

  private static int ref(LabelText text, int place, References before, AddedSymbols added) {
    return switch (text) {
      case Old old -> before.get(2 * old.label() + place);
      case New symbol -> added.ref(symbol.symbol());
    };
  }
}
