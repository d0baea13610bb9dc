package io.promferry.gateway.wire;

import static io.promferry.gateway.wire.Cursor.LENGTH_DELIMITED;

/** Reads Remote Write 1.0, protobuf {@code prometheus.WriteRequest}. */
final class Rw1Reader implements RequestReader {
  static final int TIMESERIES = 1;
  static final int METADATA = 3;
  static final int LABELS = 1;
  static final int SAMPLES = 2;
  static final int EXEMPLARS = 3;
  static final int HISTOGRAMS = 4;
  private static final int EXEMPLAR_LABELS = 1;
  private static final int LABEL_NAME = 1;
  private static final int LABEL_VALUE = 2;

  private final byte[] body;
  private final Cursor in;
  private final Cursor inner;
  private final Ranges metadata = new Ranges();

  Rw1Reader(byte[] body, int length) {
    this.body = body;
    this.in = new Cursor(body, 0, length);
    this.inner = new Cursor(body, 0, 0);
  }

  @Override
  public WriteVersion version() {
    return WriteVersion.RW1;
  }

  @Override
  public byte[] body() {
    return body;
  }

  @Override
  public Ranges metadata() {
    return metadata;
  }

  @Override
  public boolean next(SeriesParts parts) {
    while (in.hasMore()) {
      int tag = in.readTag();
      int field = tag >>> 3;
      if (field != TIMESERIES && field != METADATA) {
        in.skipField(tag);
        continue;
      }
      in.expectWireType(tag, LENGTH_DELIMITED);
      int length = in.readLength();
      int from = in.pos;
      in.skip(length);
      if (field == TIMESERIES) {
        read(from, in.pos, parts);
        return true;
      }
      metadata.add(from, in.pos);
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
      int field = tag >>> 3;
      if (field > HISTOGRAMS) {
        inner.skipField(tag);
        continue;
      }
      inner.expectWireType(tag, LENGTH_DELIMITED);
      int length = inner.readLength();
      int start = inner.pos;
      inner.skip(length);
      switch (field) {
        case LABELS -> label(start, inner.pos, parts.labels);
        case SAMPLES -> parts.samples.add(start, inner.pos);
        case EXEMPLARS -> parts.exemplars.add(start, inner.pos);
        default -> parts.histograms.add(start, inner.pos);
      }
    }
  }

  @Override
  public void exemplarLabels(int from, int to, Strings labels) {
    labels.clear();
    inner.pos = from;
    inner.limit = to;
    while (inner.hasMore()) {
      int tag = inner.readTag();
      if (tag >>> 3 != EXEMPLAR_LABELS) {
        inner.skipField(tag);
        continue;
      }
      inner.expectWireType(tag, LENGTH_DELIMITED);
      int length = inner.readLength();
      label(inner.pos, inner.pos + length, labels);
      inner.skip(length);
    }
  }

  /** Name, then value, with one-byte lengths: as nearly every label is. */
  private void label(int from, int to, Strings labels) {
    int nameLength = from + 1 < to && body[from] == Label.NAME_TAG ? body[from + 1] : -1;
    int value = from + 2 + nameLength;
    if (nameLength >= 0
        && value + 1 < to
        && body[value] == Label.VALUE_TAG
        && body[value + 1] >= 0
        && value + 2 + body[value + 1] == to) {
      labels.add(from + 2, value, Strings.NO_SYMBOL);
      labels.add(value + 2, to, Strings.NO_SYMBOL);
    } else {
      unusualLabel(from, to, labels);
    }
  }

  private void unusualLabel(int from, int to, Strings labels) {
    var label = new Cursor(body, from, to);
    int nameFrom = from;
    int nameTo = from;
    int valueFrom = from;
    int valueTo = from;
    while (label.hasMore()) {
      int tag = label.readTag();
      int field = tag >>> 3;
      if (field != LABEL_NAME && field != LABEL_VALUE) {
        label.skipField(tag);
        continue;
      }
      label.expectWireType(tag, LENGTH_DELIMITED);
      int length = label.readLength();
      if (field == LABEL_NAME) {
        nameFrom = label.pos;
        nameTo = label.pos + length;
      } else {
        valueFrom = label.pos;
        valueTo = label.pos + length;
      }
      label.skip(length);
    }
    labels.add(nameFrom, nameTo, Strings.NO_SYMBOL);
    labels.add(valueFrom, valueTo, Strings.NO_SYMBOL);
  }
}
