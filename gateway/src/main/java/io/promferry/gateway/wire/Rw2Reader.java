package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;
import static io.promferry.gateway.wire.Cursor.VARINT;

/** Reads Remote Write 2.0, protobuf {@code io.prometheus.write.v2.Request}. */
final class Rw2Reader implements RequestReader {
  static final int TIMESERIES = 5;
  static final int LABELS_REFS = 1;
  static final int SAMPLES = 2;
  static final int HISTOGRAMS = 3;
  static final int EXEMPLARS = 4;
  static final int METADATA = 5;
  static final int CREATED = 6;
  static final int METADATA_TYPE = 1;
  static final int METADATA_HELP = 3;
  static final int METADATA_UNIT = 4;

  private static final Ranges NONE = new Ranges();

  private final byte[] body;
  private final SymbolTable symbols = new SymbolTable();
  private final Cursor in;
  private final Cursor inner;

  Rw2Reader(byte[] body, int length) {
    this.body = body;
    this.in = new Cursor(body, 0, length);
    this.inner = new Cursor(body, 0, 0);
    symbols.read(body, 0, length);
  }

  @Override
  public WriteVersion version() {
    return WriteVersion.RW2;
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public Ranges metadata() {
    return NONE;
  }

  @Override
  public boolean next(SeriesParts parts) {
    while (in.hasMore()) {
      int tag = in.readTag();
      if (tag >>> 3 != TIMESERIES) {
        in.skipField(tag);
        continue;
      }
      in.expectWireType(tag, LENGTH_DELIMITED);
      int length = in.readLength();
      int from = in.pos;
      in.skip(length);
      read(from, in.pos, parts);
      return true;
    }
    return false;
  }

  @Override
  public void read(int from, int to, SeriesParts parts) {
    parts.clear(from, to);
    inner.pos = from;
    inner.limit = to;
    while (inner.hasMore()) {
      int tag = inner.readTag();
      switch (tag >>> 3) {
        case LABELS_REFS -> refs(tag, parts.labels);
        case SAMPLES -> message(tag, parts.samples);
        case HISTOGRAMS -> message(tag, parts.histograms);
        case EXEMPLARS -> message(tag, parts.exemplars);
        case METADATA -> metadata(tag, parts.metadata);
        case CREATED -> {
          inner.expectWireType(tag, VARINT);
          parts.created = inner.readVarint();
        }
        default -> inner.skipField(tag);
      }
    }
    expectPairs(from, parts.labels);
  }

  @Override
  public void exemplarLabels(int from, int to, Strings labels) {
    labels.clear();
    inner.pos = from;
    inner.limit = to;
    while (inner.hasMore()) {
      int tag = inner.readTag();
      if (tag >>> 3 == LABELS_REFS) {
        refs(tag, labels);
      } else {
        inner.skipField(tag);
      }
    }
    expectPairs(from, labels);
  }

  private void message(int tag, Ranges messages) {
    inner.expectWireType(tag, LENGTH_DELIMITED);
    int length = inner.readLength();
    messages.add(inner.pos, inner.pos + length);
    inner.skip(length);
  }

  /** References, packed or, which is as legal, one by one. */
  private void refs(int tag, Strings labels) {
    if ((tag & 7) == VARINT) {
      add(labels, readRef());
      return;
    }
    inner.expectWireType(tag, LENGTH_DELIMITED);
    int outer = inner.enter(inner.readLength());
    while (inner.hasMore()) {
      add(labels, readRef());
    }
    inner.leave(outer);
  }

  /** Fields of a metadata message that comes twice are merged, as protobuf merges messages. */
  private void metadata(int tag, SeriesMetadata metadata) {
    int type = metadata.type();
    int help = metadata.texts().symbol(0);
    int unit = metadata.texts().symbol(1);
    inner.expectWireType(tag, LENGTH_DELIMITED);
    int outer = inner.enter(inner.readLength());
    while (inner.hasMore()) {
      int field = inner.readTag();
      switch (field >>> 3) {
        case METADATA_TYPE -> {
          inner.expectWireType(field, VARINT);
          type = (int) inner.readVarint();
        }
        case METADATA_HELP -> help = metadataRef(field);
        case METADATA_UNIT -> unit = metadataRef(field);
        default -> inner.skipField(field);
      }
    }
    inner.leave(outer);
    metadata.set(type, from(help), to(help), help, from(unit), to(unit), unit);
  }

  private int metadataRef(int tag) {
    inner.expectWireType(tag, VARINT);
    return readRef();
  }

  private int readRef() {
    int start = inner.pos;
    int ref = (int) inner.readVarint();
    if (Integer.compareUnsigned(ref, symbols.size()) >= 0) {
      throw Cursor.malformed(start, "reference past the symbol table");
    }
    return ref;
  }

  private void add(Strings strings, int symbol) {
    strings.add(symbols.from(symbol), symbols.to(symbol), symbol);
  }

  private int from(int symbol) {
    return symbol == Strings.NO_SYMBOL ? 0 : symbols.from(symbol);
  }

  private int to(int symbol) {
    return symbol == Strings.NO_SYMBOL ? 0 : symbols.to(symbol);
  }

  private static void expectPairs(int offset, Strings labels) {
    if (labels.size() % 2 != 0) {
      throw Cursor.malformed(offset, "odd number of references");
    }
  }
}
