package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;
import static io.promferry.gateway.wire.Cursor.VARINT;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The label references of one series or exemplar, name and value in turn, packed or one by one.
 * Used again for the next message. Not thread-safe.
 */
final class References {
  static final int TAG = 0x0a;
  private static final int MOST = 2 * LabelResolver.MOST_LABELS;
  private static final int INITIAL = 32;

  private int[] refs = new int[INITIAL];
  private int size;
  private boolean tooMany;

  void clear() {
    size = 0;
    tooMany = false;
  }

  /** Reads a field of references after its tag and adds them. */
  void read(Cursor in, int tag) {
    if ((tag & 7) != LENGTH_DELIMITED) {
      in.expectWireType(tag, VARINT);
      addSent((int) in.readVarint());
      return;
    }
    int outer = in.enter(in.readLength());
    while (in.hasMore()) {
      addSent((int) in.readVarint());
    }
    in.leave(outer);
  }

  private void addSent(int ref) {
    if (size < MOST) {
      add(ref);
    } else {
      tooMany = true;
    }
  }

  void add(int ref) {
    if (size == refs.length) {
      refs = Arrays.copyOf(refs, 2 * size);
    }
    refs[size++] = ref;
  }

  int size() {
    return size;
  }

  int get(int index) {
    return refs[index];
  }

  /** Why these cannot be the labels of anything, or null. */
  @Nullable RefusalReason fault(SymbolFacts facts) {
    if (tooMany) {
      return RefusalReason.TOO_MANY_LABELS;
    }
    if (size % 2 != 0) {
      return RefusalReason.ODD_LABEL_REFERENCES;
    }
    for (int i = 0; i < size; i++) {
      var fault = facts.fault(refs[i]);
      if (fault != null) {
        return fault;
      }
    }
    return null;
  }

  /** Bytes of these as one packed field, which is left out if there are none. */
  int fieldSize() {
    int packed = packedSize();
    return packed == 0 ? 0 : 1 + Output.sizeOfVarint(packed) + packed;
  }

  void writeField(Output out) {
    int packed = packedSize();
    if (packed > 0) {
      out.writeByte(TAG);
      out.writeVarint(packed);
      for (int i = 0; i < size; i++) {
        out.writeVarint(refs[i]);
      }
    }
  }

  private int packedSize() {
    int packed = 0;
    for (int i = 0; i < size; i++) {
      packed += Output.sizeOfVarint(refs[i]);
    }
    return packed;
  }
}
