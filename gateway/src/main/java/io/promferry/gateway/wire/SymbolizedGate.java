package io.promferry.gateway.wire;

/**
 * Asks a tenant's gate about series of Remote Write 2.0, by what their references mean. Their
 * labels are written out for it, which may take many times the request's bytes, so they count
 * against the limit of the request's output. Not thread-safe.
 */
final class SymbolizedGate {
  /** More than the tags and lengths of a label can take. */
  private static final int LABEL_OVERHEAD = 24;

  private final Gatekeeper gate;
  private final SymbolTable table;
  private final AddedSymbols added;
  private final int outputLimit;
  private final References none = new References();
  private References admitted = none;
  private long writtenOut;

  SymbolizedGate(Gatekeeper gate, SymbolTable table, AddedSymbols added, int outputLimit) {
    this.gate = gate;
    this.table = table;
    this.added = added;
    this.outputLimit = outputLimit;
  }

  /** Whether nobody has to be asked. */
  boolean isOpen() {
    return gate.isOpen();
  }

  /**
   * Whether the series with these labels goes on; if not, it has been counted.
   *
   * @param refs in order, forced labels among them
   * @throws OutputLimitExceededException if the labels of all series so far exceed the limit
   */
  boolean admits(References refs, int samples, int histograms, int exemplars) {
    var labels = gate.labels();
    labels.clear();
    for (int i = 0; i < refs.size(); i += 2) {
      writeOut(refs.get(i), refs.get(i + 1), labels.fields());
    }
    boolean admits = gate.admits(samples, histograms, exemplars);
    admitted = admits ? gate.references(refs, added) : none;
    return admits;
  }

  /** The references with which the series goes on that was admitted last. */
  References admitted() {
    return admitted;
  }

  private void writeOut(int name, int value, Output out) {
    int nameLength = length(name);
    int valueLength = length(value);
    writtenOut += nameLength + valueLength;
    if (writtenOut > outputLimit) {
      throw new OutputLimitExceededException(outputLimit);
    }
    out.ensure(nameLength + valueLength + LABEL_OVERHEAD);
    out.writeByte(Label.FIELD_TAG);
    out.writeVarint(
        2
            + Output.sizeOfVarint(nameLength)
            + nameLength
            + Output.sizeOfVarint(valueLength)
            + valueLength);
    out.writeByte(Label.NAME_TAG);
    write(name, nameLength, out);
    out.writeByte(Label.VALUE_TAG);
    write(value, valueLength, out);
  }

  private int length(int ref) {
    return ref < table.size() ? table.to(ref) - table.from(ref) : added.bytes(ref).length;
  }

  private void write(int ref, int length, Output out) {
    out.writeVarint(length);
    if (ref < table.size()) {
      out.write(table.buf(), table.from(ref), table.to(ref));
    } else {
      out.write(added.bytes(ref), 0, length);
    }
  }
}
