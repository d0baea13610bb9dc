package io.promferry.gateway.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of the symbols of one request, each fact found once however many series
 * refer to the symbol. Symbols must be in the table before; not thread-safe.
 */
final class SymbolFacts {
  /** No symbol. */
  static final int NONE = -1;

  private static final byte INVALID = 0;
  private static final byte EMPTY = 1;
  private static final byte TEXT = 2;

  /** Text that is not for every label's value: too long, or a reserved metric name. */
  private static final byte DOUBTFUL_TEXT = 3;

  private static final int FORGED = -1;
  private static final int UNFIT = -2;
  private static final int METRIC_NAME = 1;
  private static final int OTHER_NAME = 2;
  private static final int PLACE_SHIFT = 2;

  private final SymbolTable table;
  private final ForcedLabels forced;
  private final LabelLimits limits;
  private final byte[] forms;

  /**
   * Of each symbol as a name: forged, unfit to stay as it is, or its kind and how many forced names
   * sort before it; 0 where that has not been looked for.
   */
  private final int[] names;

  /** For each name the one that it was last seen to follow, plus 1. */
  private final int[] predecessors;

  private long[] hashes = {};

  SymbolFacts(SymbolTable table, SplicePlan plan) {
    this.table = table;
    this.forced = plan.forced();
    this.limits = plan.limits();
    int size = table.size();
    forms = new byte[size];
    names = new int[size];
    predecessors = new int[size];
    for (int symbol = 0; symbol < size; symbol++) {
      forms[symbol] = formOf(table.from(symbol), table.to(symbol));
    }
  }

  /** How many symbols there are. */
  int size() {
    return forms.length;
  }

  /** Whether the reference, an unsigned number, is to a symbol. */
  boolean exists(int ref) {
    return Integer.compareUnsigned(ref, forms.length) < 0;
  }

  boolean isUtf8(int symbol) {
    return forms[symbol] != INVALID;
  }

  /** Why a series with this reference is refused, or null. */
  @Nullable RefusalReason fault(int ref) {
    if (!exists(ref)) {
      return RefusalReason.INVALID_SYMBOL_REFERENCE;
    }
    return isUtf8(ref) ? null : RefusalReason.INVALID_UTF8;
  }

  /** Whether it has a forced name; every copy of such a symbol has. */
  boolean isForged(int symbol) {
    return name(symbol) == FORGED;
  }

  /** Whether it is {@code __name__}; for names that {@link #placeAfter} has found in order. */
  boolean isMetricName(int symbol) {
    return (names[symbol] & METRIC_NAME) != 0;
  }

  /**
   * How many forced names sort before a label's, if the label is in order: its name, which is not
   * forced, sorts after the previous one, if any, and neither name nor value is empty, too long or
   * not UTF-8, nor the value a reserved metric name. Else a negative number.
   */
  int placeAfter(int previous, int name, int value) {
    int fact = name(name);
    if (fact < 0 || forms[value] != TEXT || (previous != NONE && !follows(name, previous))) {
      return NONE;
    }
    return fact >> PLACE_SHIFT;
  }

  private boolean follows(int symbol, int previous) {
    if (predecessors[symbol] == previous + 1) {
      return true;
    }
    boolean follows =
        Arrays.compareUnsigned(
                table.buf(),
                table.from(previous),
                table.to(previous),
                table.buf(),
                table.from(symbol),
                table.to(symbol))
            < 0;
    if (follows) {
      predecessors[symbol] = previous + 1;
    }
    return follows;
  }

  /** A hash of its bytes, equal for its copies. */
  long hash(int symbol) {
    if (hashes.length == 0) {
      hashes = new long[forms.length];
    }
    if (hashes[symbol] == 0) {
      hashes[symbol] = MergedSeries.hash(table.buf(), table.from(symbol), table.to(symbol)) | 1;
    }
    return hashes[symbol];
  }

  private int name(int symbol) {
    int fact = names[symbol];
    return fact == 0 ? findName(symbol) : fact;
  }

  private int findName(int symbol) {
    int from = table.from(symbol);
    int to = table.to(symbol);
    int fact;
    if (forced.indexOf(table.buf(), from, to) >= 0) {
      fact = FORGED;
    } else if (forms[symbol] < TEXT || to - from > limits.mostNameBytes()) {
      fact = UNFIT;
    } else {
      int kind = Bytes.isMetricName(table.buf(), from, to - from) ? METRIC_NAME : OTHER_NAME;
      fact = forced.before(table.buf(), from, to) << PLACE_SHIFT | kind;
    }
    names[symbol] = fact;
    return fact;
  }

  private byte formOf(int from, int to) {
    if (from == to) {
      return EMPTY;
    }
    if (!Bytes.isAscii(table.buf(), from, to) && !Bytes.isUtf8(table.buf(), from, to)) {
      return INVALID;
    }
    boolean isDoubtful =
        to - from > limits.mostValueBytes() || ReservedNames.contains(table.buf(), from, to);
    return isDoubtful ? DOUBTFUL_TEXT : TEXT;
  }
}
