package io.promferry.gateway.wire;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The symbols of a request that its sender did not send, with the indexes after its own: forced
 * names and values first, then the names under which forged labels are kept. Not thread-safe.
 */
final class AddedSymbols {
  private static final int INITIAL_BYTES = 128;

  private final Map<ByteBuffer, Integer> refs = new HashMap<>();
  private final Output fields = new Output(INITIAL_BYTES);

  /** For each forced label the indexes of its name and its value. */
  private final int[] forced;

  /** For each forced label its two references, as they are spliced into a series. */
  final byte[][] forcedRefs;

  final int totalForcedRefBytes;

  /** How many labels a series may have beside the forced ones. */
  final int mostOthers;

  private int next;

  /** {@code first} is the index of the first one, which is how many the sender has sent. */
  AddedSymbols(int first, ForcedLabels forced) {
    this.next = first;
    this.mostOthers = forced.mostLabels - forced.size();
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
    return refs.computeIfAbsent(ByteBuffer.wrap(symbol), _ -> add(symbol));
  }

  /** All that have come since the last {@link Output#reset}, as fields of the request. */
  Output fields() {
    return fields;
  }

  private int add(byte[] symbol) {
    fields.ensure(symbol.length + 6);
    fields.writeByte(SymbolTable.TAG);
    fields.writeVarint(symbol.length);
    fields.write(symbol, 0, symbol.length);
    return next++;
  }

  private static byte[] varints(int one, int other) {
    var out = new Output(Output.sizeOfVarint(one) + Output.sizeOfVarint(other));
    out.writeVarint(one);
    out.writeVarint(other);
    return out.array();
  }
}
