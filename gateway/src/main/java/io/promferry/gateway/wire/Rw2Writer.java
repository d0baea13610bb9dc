package io.promferry.gateway.wire;

/**
 * Writes Remote Write 2.0: plans all series, because the symbols that they use come first, then
 * writes the whole request at once.
 */
final class Rw2Writer implements RequestWriter {
  private static final int TIMESERIES_TAG = Rw2Reader.TIMESERIES << 3 | Cursor.LENGTH_DELIMITED;
  private static final int MOST_REF_BYTES = 5;

  private final RequestReader reader;
  private final byte[] body;
  private final boolean mergesLoneExemplars;
  private final boolean splitsMixedSeries;
  private final Output out;
  private final int outputLimit;
  private final ReshapeTally tally;
  private final NewSymbols symbols;
  private final SeriesPlan plan = new SeriesPlan();
  private final MetadataList metadata = new MetadataList();
  private final FamilyMetadata families;
  private final Strings exemplarLabels = new Strings();
  private final LastLabels last;

  private Rw2Writer(
      RequestReader reader,
      boolean mergesLoneExemplars,
      Output out,
      int outputLimit,
      ReshapeTally tally) {
    this.reader = reader;
    this.body = reader.body();
    this.mergesLoneExemplars = mergesLoneExemplars;
    this.splitsMixedSeries = reader.version() == WriteVersion.RW1;
    this.out = out;
    this.outputLimit = outputLimit;
    this.tally = tally;
    this.symbols = new NewSymbols(body);
    this.last = new LastLabels(body);
    this.families = new FamilyMetadata(body, metadata);
  }

  /** A writer that gives exemplars without a sample to the series that has one. */
  static Rw2Writer mergingLoneExemplars(
      RequestReader reader, Output out, int outputLimit, ReshapeTally tally) {
    return new Rw2Writer(reader, true, out, outputLimit, tally);
  }

  /** A writer that leaves every series as it is. */
  static Rw2Writer keepingLoneExemplars(
      RequestReader reader, Output out, int outputLimit, ReshapeTally tally) {
    return new Rw2Writer(reader, false, out, outputLimit, tally);
  }

  @Override
  public void add(SeriesParts parts) {
    addLabels(parts.labels);
    addAll(parts.samples, plan.samples);
    addExemplars(parts.exemplars);
    int about = parts.metadata.isEmpty() ? SeriesPlan.NONE : metadata.add(parts.metadata);
    if (splitsMixedSeries && !parts.samples.isEmpty() && !parts.histograms.isEmpty()) {
      plan.addSeries(about, parts.created);
      plan.continueSeries();
      addAll(parts.histograms, plan.histograms);
      plan.addSeries(SeriesPlan.NONE, parts.created);
    } else {
      addAll(parts.histograms, plan.histograms);
      plan.addSeries(about, parts.created);
    }
    tally.carry(parts);
  }

  @Override
  public void addMetadata(int from, int to) {
    families.add(from, to);
  }

  @Override
  public void finish() {
    var lone = mergesLoneExemplars ? LoneExemplars.merged(plan) : LoneExemplars.kept(plan);
    families.attach(plan, lone, symbols);
    tally.drop(DropReason.METADATA_WITHOUT_SERIES, families.unattached());
    var writer = new PlannedSeriesWriter(reader, plan, lone, metadata, symbols);
    long total = checked(symbols.size());
    for (int i = 0; i < plan.size(); i++) {
      if (!lone.isTaken(i)) {
        total = checked(total + Output.sizeOfField(writer.measure(i)));
      }
    }
    out.ensure((int) total);
    symbols.write(out);
    for (int i = 0; i < plan.size(); i++) {
      if (!lone.isTaken(i)) {
        out.writeByte(TIMESERIES_TAG);
        writer.write(i, out);
        tally.series++;
      }
    }
  }

  private void addLabels(Strings labels) {
    plan.refs.ensure(Math.multiplyExact(labels.size(), MOST_REF_BYTES));
    for (int i = 0; i < labels.size(); i += 2) {
      if (!last.has(labels, i)) {
        last.setRef(i, symbols.refOf(labels, i));
        last.setRef(i + 1, symbols.refOf(labels, i + 1));
      }
      plan.refs.writeVarint(last.ref(i));
      plan.refs.writeVarint(last.ref(i + 1));
    }
    last.keep(labels);
  }

  private void addExemplars(Ranges exemplars) {
    for (int i = 0; i < exemplars.size(); i++) {
      reader.exemplarLabels(exemplars.from(i), exemplars.to(i), exemplarLabels);
      plan.exemplarRefs.ensure(Math.multiplyExact(exemplarLabels.size(), MOST_REF_BYTES));
      for (int k = 0; k < exemplarLabels.size(); k++) {
        plan.exemplarRefs.writeVarint(symbols.refOf(exemplarLabels, k));
      }
      plan.addExemplar(exemplars.from(i), exemplars.to(i));
    }
  }

  private static void addAll(Ranges messages, Ranges planned) {
    for (int i = 0; i < messages.size(); i++) {
      planned.add(messages.from(i), messages.to(i));
    }
  }

  private long checked(long total) {
    if (total > outputLimit) {
      throw new OutputLimitExceededException(outputLimit);
    }
    return total;
  }
}
