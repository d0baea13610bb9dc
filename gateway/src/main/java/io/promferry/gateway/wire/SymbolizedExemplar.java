package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.FIXED64;
import static io.promferry.gateway.wire.Cursor.VARINT;

import org.jspecify.annotations.Nullable;

/**
 * One exemplar message of Remote Write 2.0. Forged labels are taken out of it; nothing is put in.
 * Borrows the request; used again for the next exemplar. Not thread-safe.
 */
final class SymbolizedExemplar {
  private static final int TAG = 0x22;
  private static final int LABELS_REFS = 1;
  private static final int VALUE = 2;
  private static final int TIMESTAMP = 3;

  private final SymbolFacts facts;
  private final References kept = new References();
  private final References sent = new References();
  private byte[] buf = {};
  private int start;
  private int end;
  private int otherBytes;
  private @Nullable RefusalReason fault;

  SymbolizedExemplar(SymbolFacts facts) {
    this.facts = facts;
  }

  /**
   * Reads the message that fills the cursor's view.
   *
   * @throws MalformedWriteRequestException if it is broken
   */
  void read(Cursor in) {
    buf = in.buf;
    start = in.pos;
    end = in.limit;
    otherBytes = 0;
    sent.clear();
    while (in.hasMore()) {
      int field = in.pos;
      int tag = in.readTag();
      switch (tag >>> 3) {
        case LABELS_REFS -> sent.read(in, tag);
        case VALUE -> other(in, tag, field, FIXED64);
        case TIMESTAMP -> other(in, tag, field, VARINT);
        default -> other(in, tag, field, tag & 7);
      }
    }
    fault = sent.fault(facts);
    keepWhatIsNotForged();
  }

  /** Why it cannot be read as an exemplar, so that its series is refused; null if it can. */
  @Nullable RefusalReason fault() {
    return fault;
  }

  int forgedLabels() {
    return (sent.size() - kept.size()) / 2;
  }

  /** Whether it can be copied as it stands. */
  boolean isPlain() {
    return fault == null && forgedLabels() == 0;
  }

  /** Writes it as a field of a series, byte for byte if no label is forged. */
  void write(Output out) {
    boolean copied = forgedLabels() == 0;
    int size = copied ? end - start : kept.fieldSize() + otherBytes;
    out.ensure(size + 6);
    out.writeByte(TAG);
    out.writeVarint(size);
    if (copied) {
      out.write(buf, start, end);
    } else {
      kept.writeField(out);
      writeOthers(out);
    }
  }

  private void other(Cursor in, int tag, int field, int wireType) {
    in.expectWireType(tag, wireType);
    in.skipField(tag);
    otherBytes += in.pos - field;
  }

  private void keepWhatIsNotForged() {
    kept.clear();
    for (int i = 0; i < sent.size(); i += 2) {
      if (fault != null || !facts.isForged(sent.get(i))) {
        kept.add(sent.get(i));
        kept.add(sent.get(i + 1));
      }
    }
  }

  private void writeOthers(Output out) {
    var in = new Cursor(buf, start, end);
    while (in.hasMore()) {
      int field = in.pos;
      int tag = in.readTag();
      in.skipField(tag);
      if (tag >>> 3 != LABELS_REFS) {
        out.write(buf, field, in.pos);
      }
    }
  }
}
