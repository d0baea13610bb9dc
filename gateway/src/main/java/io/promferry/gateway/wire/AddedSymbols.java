package io.promferry.gateway.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The symbols of a request that its sender did not send, with the indexes after its own: forced
 * names and values first, then the names under which forged labels are kept, and what edits of
 * labels bring. Not thread-safe.
 */
final class AddedSymbols {
  private static final int INITIAL_BYTES = 128;

  private final Map<Symbol, Integer> refs = new HashMap<>();
  private final List<byte[]> symbols = new ArrayList<>();
  private final Output fields = new Output(INITIAL_BYTES);

  /** For each forced label the indexes of its name and its value. */
  private final int[] forced;

  /** For each forced label its two references, as they are spliced into a series. */
  final byte[][] forcedRefs;

  final int totalForcedRefBytes;

  private final int first;

  /** {@code first} is the index of the first one, which is how many the sender has sent. */
  AddedSymbols(int first, ForcedLabels forced) {
    this.first = first;
    this.forced = new int[2 * forced.size()];
    forcedRefs = new byte[forced.size()][];
    int total = 0;
    for (int i = 0; i < forcedRefs.length; i++) {
      this.forced[2 * i] = ref(forced.names[i]);
      this.forced[2 * i + 1] = ref(forced.values[i]);
      forcedRefs[i] = varints(forcedName(i), forcedValue(i));
      total += forcedRefs[i].length;
    }
    totalForcedRefBytes = total;
  }

  /** How many forced labels there are. */
  int forcedLabels() {
    return forcedRefs.length;
  }

  /** The index of the name of that forced label. */
  int forcedName(int label) {
    return forced[2 * label];
  }

  /** The index of the value of that forced label. */
  int forcedValue(int label) {
    return forced[2 * label + 1];
  }

  /** The index of the symbol with these bytes, which becomes one if it was none. */
  int ref(byte[] symbol) {
    return ref(new Symbol(symbol));
  }

  /**
   * The index of the symbol, which becomes one if it was none.
   *
   * @throws OutputLimitExceededException if there would be more than a reader takes
   */
  int ref(Symbol symbol) {
    Integer known = refs.get(symbol);
    return known == null ? add(symbol) : known;
  }

  /** The bytes of the symbol with that index, which is none of the sender's. */
  byte[] bytes(int ref) {
    return symbols.get(ref - first);
  }

  /** All that have come since the last {@link Output#reset}, as fields of the request. */
  Output fields() {
    return fields;
  }

  private int add(Symbol symbol) {
    int ref = first + symbols.size();
    if (ref == SymbolTable.MOST_SYMBOLS) {
      throw new OutputLimitExceededException(ref, "symbols");
    }
    byte[] bytes = symbol.bytes();
    fields.ensure(bytes.length + 6);
    fields.writeByte(SymbolTable.TAG);
    fields.writeVarint(bytes.length);
    fields.write(bytes, 0, bytes.length);
    symbols.add(bytes);
    refs.put(symbol, ref);
    return ref;
  }

  private static byte[] varints(int one, int other) {
    var out = new Output(Output.sizeOfVarint(one) + Output.sizeOfVarint(other));
    out.writeVarint(one);
    out.writeVarint(other);
    return out.array();
  }
}
