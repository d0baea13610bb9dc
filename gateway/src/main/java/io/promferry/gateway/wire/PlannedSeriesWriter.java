package io.promferry.gateway.wire;

import java.util.Arrays;

/** Writes planned series as Remote Write 2.0 {@code TimeSeries} messages, each measured before. */
final class PlannedSeriesWriter {
  private static final int LABELS_TAG = Rw2Reader.LABELS_REFS << 3 | Cursor.LENGTH_DELIMITED;
  private static final int SAMPLE_TAG = Rw2Reader.SAMPLES << 3 | Cursor.LENGTH_DELIMITED;
  private static final int HISTOGRAM_TAG = Rw2Reader.HISTOGRAMS << 3 | Cursor.LENGTH_DELIMITED;
  private static final int EXEMPLAR_TAG = Rw2Reader.EXEMPLARS << 3 | Cursor.LENGTH_DELIMITED;
  private static final int METADATA_TAG = Rw2Reader.METADATA << 3 | Cursor.LENGTH_DELIMITED;
  private static final int CREATED_TAG = Rw2Reader.CREATED << 3 | Cursor.VARINT;
  private static final int TYPE_TAG = Rw2Reader.METADATA_TYPE << 3 | Cursor.VARINT;
  private static final int HELP_TAG = Rw2Reader.METADATA_HELP << 3 | Cursor.VARINT;
  private static final int UNIT_TAG = Rw2Reader.METADATA_UNIT << 3 | Cursor.VARINT;
  private static final int UNRESOLVED = -1;

  private final byte[] body;
  private final FieldSet sampleFields;
  private final FieldSet histogramFields;
  private final FieldSet exemplarFields;
  private final SeriesPlan plan;
  private final LoneExemplars lone;
  private final MetadataList metadata;

  /** By metadata, help and unit in turn. */
  private final int[] metadataRefs;

  private final int[] sizes;

  /** Takes the symbols of the metadata that is written into {@code symbols}. */
  PlannedSeriesWriter(
      RequestReader reader,
      SeriesPlan plan,
      LoneExemplars lone,
      MetadataList metadata,
      NewSymbols symbols) {
    boolean sameVersion = reader.version() == WriteVersion.RW2;
    this.body = reader.body();
    this.sampleFields = sameVersion ? FieldSet.ALL : FieldSet.SAMPLE;
    this.histogramFields = sameVersion ? FieldSet.ALL : FieldSet.HISTOGRAM;
    this.exemplarFields = sameVersion ? FieldSet.allBut(Rw2Reader.LABELS_REFS) : FieldSet.EXEMPLAR;
    this.plan = plan;
    this.lone = lone;
    this.metadata = metadata;
    this.metadataRefs = new int[2 * metadata.size()];
    this.sizes = new int[plan.size()];
    resolveMetadata(symbols);
  }

  /** The size of the series' message; without meaning as an int before it has been checked. */
  long measure(int series) {
    long size = Output.sizeOfField(plan.refsTo(series) - plan.refsFrom(series));
    size +=
        sizeOfMessages(
            plan.samples, plan.samplesFrom(series), plan.samplesTo(series), sampleFields);
    size +=
        sizeOfMessages(
            plan.histograms,
            plan.histogramsFrom(series),
            plan.histogramsTo(series),
            histogramFields);
    for (int s = series; s != LoneExemplars.NONE; s = lone.next(s)) {
      for (int i = plan.exemplarsFrom(s); i < plan.exemplarsTo(s); i++) {
        size += Output.sizeOfField(sizeOfExemplar(i));
      }
    }
    int about = sizeOfMetadata(plan.metadata(series));
    size += about == 0 ? 0 : Output.sizeOfField(about);
    size += plan.created(series) == 0 ? 0 : 1 + Output.sizeOfVarint64(plan.created(series));
    sizes[series] = (int) size;
    return size;
  }

  /** Writes the message, its length before it; there must be room. */
  void write(int series, Output out) {
    out.writeVarint(sizes[series]);
    writeRefs(plan.refs, plan.refsFrom(series), plan.refsTo(series), out);
    writeMessages(
        SAMPLE_TAG,
        plan.samples,
        plan.samplesFrom(series),
        plan.samplesTo(series),
        sampleFields,
        out);
    writeMessages(
        HISTOGRAM_TAG,
        plan.histograms,
        plan.histogramsFrom(series),
        plan.histogramsTo(series),
        histogramFields,
        out);
    for (int s = series; s != LoneExemplars.NONE; s = lone.next(s)) {
      for (int i = plan.exemplarsFrom(s); i < plan.exemplarsTo(s); i++) {
        writeExemplar(i, out);
      }
    }
    writeMetadata(plan.metadata(series), out);
    if (plan.created(series) != 0) {
      out.writeByte(CREATED_TAG);
      out.writeVarint64(plan.created(series));
    }
  }

  private void resolveMetadata(NewSymbols symbols) {
    Arrays.fill(metadataRefs, UNRESOLVED);
    for (int i = 0; i < plan.size(); i++) {
      int about = plan.metadata(i);
      if (about == SeriesPlan.NONE || lone.isTaken(i)) {
        continue;
      }
      int help = MetadataList.help(about);
      int unit = MetadataList.unit(about);
      if (metadataRefs[help] == UNRESOLVED) {
        metadataRefs[help] = symbols.refOf(metadata.texts(), help);
        metadataRefs[unit] = symbols.refOf(metadata.texts(), unit);
      }
    }
  }

  private static void writeRefs(Output refs, int from, int to, Output out) {
    out.writeByte(LABELS_TAG);
    out.writeVarint(to - from);
    out.write(refs.array(), from, to);
  }

  private long sizeOfMessages(Ranges messages, int from, int to, FieldSet fields) {
    long size = 0;
    for (int i = from; i < to; i++) {
      size += Output.sizeOfField(fields.sizeOf(body, messages.from(i), messages.to(i)));
    }
    return size;
  }

  private void writeMessages(
      int tag, Ranges messages, int from, int to, FieldSet fields, Output out) {
    for (int i = from; i < to; i++) {
      out.writeByte(tag);
      out.writeVarint(fields.sizeOf(body, messages.from(i), messages.to(i)));
      fields.copy(body, messages.from(i), messages.to(i), out);
    }
  }

  private long sizeOfExemplar(int exemplar) {
    int refs = plan.exemplarRefsTo(exemplar) - plan.exemplarRefsFrom(exemplar);
    return (refs == 0 ? 0 : Output.sizeOfField(refs))
        + exemplarFields.sizeOf(body, plan.exemplars.from(exemplar), plan.exemplars.to(exemplar));
  }

  private void writeExemplar(int exemplar, Output out) {
    out.writeByte(EXEMPLAR_TAG);
    out.writeVarint((int) sizeOfExemplar(exemplar));
    int from = plan.exemplarRefsFrom(exemplar);
    int to = plan.exemplarRefsTo(exemplar);
    if (from < to) {
      writeRefs(plan.exemplarRefs, from, to, out);
    }
    exemplarFields.copy(body, plan.exemplars.from(exemplar), plan.exemplars.to(exemplar), out);
  }

  /** 0 if there is nothing to say. */
  private int sizeOfMetadata(int about) {
    if (about == SeriesPlan.NONE) {
      return 0;
    }
    return sizeOfNumber(metadata.type(about))
        + sizeOfNumber(metadataRefs[MetadataList.help(about)])
        + sizeOfNumber(metadataRefs[MetadataList.unit(about)]);
  }

  private void writeMetadata(int about, Output out) {
    int size = sizeOfMetadata(about);
    if (size != 0) {
      out.writeByte(METADATA_TAG);
      out.writeVarint(size);
      writeNumber(TYPE_TAG, metadata.type(about), out);
      writeNumber(HELP_TAG, metadataRefs[MetadataList.help(about)], out);
      writeNumber(UNIT_TAG, metadataRefs[MetadataList.unit(about)], out);
    }
  }

  private static int sizeOfNumber(int number) {
    return number == 0 ? 0 : 1 + Output.sizeOfVarint64(number);
  }

  private static void writeNumber(int tag, int number, Output out) {
    if (number != 0) {
      out.writeByte(tag);
      out.writeVarint64(number);
    }
  }
}
