package io.promferry.gateway.wire;

/**
 * From the metadata of series to one Remote Write 1.0 {@code MetricMetadata} message per family:
 * what the first series of a family says. Fields: {@code prompb/types.proto}.
 */
final class MetricFamilies {
  static final int TYPE = 1;
  static final int FAMILY_NAME = 2;
  static final int HELP = 4;
  static final int UNIT = 5;

  private final byte[] body;
  private final InternedStrings names;
  private final MetadataList metadata = new MetadataList();

  MetricFamilies(byte[] body) {
    this.body = body;
    this.names = new InternedStrings(body);
  }

  int size() {
    return names.size();
  }

  void add(SeriesParts parts) {
    int name = parts.metricName(body);
    if (name < 0) {
      return;
    }
    int from = parts.labels.from(name);
    int to = MetricFamily.endOf(parts.metadata.type(), body, from, parts.labels.to(name));
    if (names.intern(from, to) == metadata.size()) {
      metadata.add(parts.metadata);
    }
  }

  long sizeOf(int family) {
    var texts = metadata.texts();
    long size = sizeOfText(names.to(family) - names.from(family));
    size += sizeOfText(texts.length(MetadataList.help(family)));
    size += sizeOfText(texts.length(MetadataList.unit(family)));
    int type = metadata.type(family);
    return type == 0 ? size : size + 1 + Output.sizeOfVarint64(type);
  }

  void write(int family, Output out) {
    int type = metadata.type(family);
    if (type != 0) {
      out.writeByte(TYPE << 3 | Cursor.VARINT);
      out.writeVarint64(type);
    }
    var texts = metadata.texts();
    int help = MetadataList.help(family);
    int unit = MetadataList.unit(family);
    writeText(FAMILY_NAME, names.from(family), names.to(family), out);
    writeText(HELP, texts.from(help), texts.to(help), out);
    writeText(UNIT, texts.from(unit), texts.to(unit), out);
  }

  private static long sizeOfText(int length) {
    return length == 0 ? 0 : Output.sizeOfField(length);
  }

  private void writeText(int field, int from, int to, Output out) {
    if (from != to) {
      out.writeByte(field << 3 | Cursor.LENGTH_DELIMITED);
      out.writeVarint(to - from);
      out.write(body, from, to);
    }
  }
}
