package io.promferry.gateway.wire;

/** Writes Remote Write 1.0: each series at once, metadata after all of them. */
final class Rw1Writer implements RequestWriter {
  private static final int TIMESERIES_TAG = Rw1Reader.TIMESERIES << 3 | Cursor.LENGTH_DELIMITED;
  private static final int METADATA_TAG = Rw1Reader.METADATA << 3 | Cursor.LENGTH_DELIMITED;
  private static final int LABEL_TAG = Rw1Reader.LABELS << 3 | Cursor.LENGTH_DELIMITED;
  private static final int SAMPLE_TAG = Rw1Reader.SAMPLES << 3 | Cursor.LENGTH_DELIMITED;
  private static final int EXEMPLAR_TAG = Rw1Reader.EXEMPLARS << 3 | Cursor.LENGTH_DELIMITED;
  private static final int HISTOGRAM_TAG = Rw1Reader.HISTOGRAMS << 3 | Cursor.LENGTH_DELIMITED;

  private final RequestReader reader;
  private final byte[] body;
  private final boolean sameVersion;
  private final FieldSet sampleFields;
  private final FieldSet histogramFields;
  private final FieldSet exemplarFields;
  private final Output out;
  private final int outputLimit;
  private final ReshapeTally tally;
  private final Strings exemplarLabels = new Strings();
  private final MetricFamilies families;

  Rw1Writer(RequestReader reader, Output out, int outputLimit, ReshapeTally tally) {
    this.reader = reader;
    this.body = reader.body();
    this.sameVersion = reader.version() == WriteVersion.RW1;
    this.sampleFields = sameVersion ? FieldSet.ALL : FieldSet.SAMPLE;
    this.histogramFields = sameVersion ? FieldSet.ALL : FieldSet.HISTOGRAM;
    this.exemplarFields = sameVersion ? FieldSet.ALL : FieldSet.EXEMPLAR;
    this.out = out;
    this.outputLimit = outputLimit;
    this.tally = tally;
    this.families = new MetricFamilies(body);
  }

  @Override
  public void add(SeriesParts parts) {
    begin(TIMESERIES_TAG, sizeOf(parts));
    writeLabels(parts.labels);
    writeMessages(SAMPLE_TAG, parts.samples, sampleFields);
    for (int i = 0; i < parts.exemplars.size(); i++) {
      writeExemplar(parts.exemplars.from(i), parts.exemplars.to(i));
    }
    writeMessages(HISTOGRAM_TAG, parts.histograms, histogramFields);
    if (!parts.metadata.isEmpty()) {
      families.add(parts);
    }
    tally.carry(parts);
    tally.series++;
  }

  @Override
  public void addMetadata(int from, int to) {
    begin(METADATA_TAG, to - from);
    out.write(body, from, to);
    tally.metadata++;
  }

  @Override
  public void finish() {
    for (int i = 0; i < families.size(); i++) {
      begin(METADATA_TAG, families.sizeOf(i));
      families.write(i, out);
      tally.metadata++;
    }
  }

  /** Begins a message of the outermost level; makes room for all of it. */
  private void begin(int tag, long size) {
    long total = out.length() + Output.sizeOfField(size);
    if (total > outputLimit) {
      throw new OutputLimitExceededException(outputLimit);
    }
    out.ensure((int) (total - out.length()));
    out.writeByte(tag);
    out.writeVarint((int) size);
  }

  private long sizeOf(SeriesParts parts) {
    long size = sizeOfLabels(parts.labels);
    size += sizeOfMessages(parts.samples, sampleFields);
    size += sizeOfMessages(parts.histograms, histogramFields);
    for (int i = 0; i < parts.exemplars.size(); i++) {
      size += Output.sizeOfField(sizeOfExemplar(parts.exemplars.from(i), parts.exemplars.to(i)));
    }
    return size;
  }

  private long sizeOfMessages(Ranges messages, FieldSet fields) {
    long size = 0;
    for (int i = 0; i < messages.size(); i++) {
      size += Output.sizeOfField(fields.sizeOf(body, messages.from(i), messages.to(i)));
    }
    return size;
  }

  private void writeMessages(int tag, Ranges messages, FieldSet fields) {
    for (int i = 0; i < messages.size(); i++) {
      out.writeByte(tag);
      out.writeVarint(fields.sizeOf(body, messages.from(i), messages.to(i)));
      fields.copy(body, messages.from(i), messages.to(i), out);
    }
  }

  private long sizeOfExemplar(int from, int to) {
    long rest = exemplarFields.sizeOf(body, from, to);
    if (sameVersion) {
      return rest;
    }
    reader.exemplarLabels(from, to, exemplarLabels);
    return sizeOfLabels(exemplarLabels) + rest;
  }

  private void writeExemplar(int from, int to) {
    out.writeByte(EXEMPLAR_TAG);
    out.writeVarint((int) sizeOfExemplar(from, to));
    if (!sameVersion) {
      writeLabels(exemplarLabels);
    }
    exemplarFields.copy(body, from, to, out);
  }

  private static long sizeOfLabels(Strings labels) {
    long size = 0;
    for (int i = 0; i < labels.size(); i += 2) {
      size += Output.sizeOfField(sizeOfLabel(labels.length(i), labels.length(i + 1)));
    }
    return size;
  }

  private static long sizeOfLabel(int name, int value) {
    return Output.sizeOfField(name) + Output.sizeOfField(value);
  }

  private void writeLabels(Strings labels) {
    for (int i = 0; i < labels.size(); i += 2) {
      int name = labels.length(i);
      int value = labels.length(i + 1);
      out.writeByte(LABEL_TAG);
      out.writeVarint((int) sizeOfLabel(name, value));
      out.writeLabel(body, labels.from(i), labels.to(i), labels.from(i + 1), labels.to(i + 1));
    }
  }
}
