package io.promferry.gateway.wire;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What has to be known of the symbols of one request, each fact found once however many series
 * refer to the symbol. Symbols must be in the table before; not thread-safe.
 */
final class SymbolFacts {
  private static final byte INVALID = 0;
  private static final byte EMPTY = 1;
  private static final byte TEXT = 2;

  /** Of a name that has not been looked at. */
  private static final int UNKNOWN = 0;

  private static final int FORGED = -1;
  private static final int UNFIT = -2;

  private final SymbolTable table;
  private final ForcedLabels forced;
  private final byte[] forms;

  /** As a name: one of the above, else twice its place among the forced ones, plus 1 or 2. */
  private final int[] names;

  /** For each name the one that it was last seen to follow, plus 1. */
  private final int[] predecessors;

  private long[] hashes = {};

  SymbolFacts(SymbolTable table, ForcedLabels forced) {
    this.table = table;
    this.forced = forced;
    int size = table.size();
    forms = new byte[size];
    names = new int[size];
    predecessors = new int[size];
    for (int symbol = 0; symbol < size; symbol++) {
      forms[symbol] = formOf(table.buf(), table.from(symbol), table.to(symbol));
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

  /** Whether it is UTF-8 and not empty. */
  boolean isText(int symbol) {
    return forms[symbol] == TEXT;
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

  /** Whether it can be the name of a label that is left as it is. */
  boolean isOrdinaryName(int symbol) {
    return name(symbol) > UNKNOWN;
  }

  /** Of an ordinary name: how many forced names sort before it. */
  int forcedBefore(int symbol) {
    return (name(symbol) - 1) >> 1;
  }

  boolean isMetricName(int symbol) {
    return (name(symbol) & 1) == 0;
  }

  /** Whether a name sorts after another one. */
  boolean follows(int symbol, int previous) {
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
    int name = names[symbol];
    return name == UNKNOWN ? findName(symbol) : name;
  }

  private int findName(int symbol) {
    int from = table.from(symbol);
    int to = table.to(symbol);
    int name;
    if (forced.indexOf(table.buf(), from, to) >= 0) {
      name = FORGED;
    } else if (!isText(symbol) || to - from > LabelResolver.MOST_NAME_BYTES) {
      name = UNFIT;
    } else {
      boolean isMetricName = Bytes.isMetricName(table.buf(), from, to - from);
      name = 2 * forced.before(table.buf(), from, to) + (isMetricName ? 2 : 1);
    }
    names[symbol] = name;
    return name;
  }

  private static byte formOf(byte[] buf, int from, int to) {
    if (from == to) {
      return EMPTY;
    }
    return Bytes.isAscii(buf, from, to) || Bytes.isUtf8(buf, from, to) ? TEXT : INVALID;
  }
}
