package io.promferry.gateway.wire;

import java.util.ArrayList;
import java.util.BitSet;

/**
 * A spliced request as a sequence of units, of which any can be sent without the others. A unit is
 * one sample, one histogram, or the exemplars of a series that has nothing else; the exemplars of
 * other series go with the first unit of theirs. Borrows the body. Not thread-safe.
 */
public final class SplitRequest {
  /** Where a series' text is cut in {@link #describe}. */
  private static final int LONGEST_SERIES = 170;

  private static final int NO_SERIES = -1;

  private final RequestReader reader;
  private final SeriesParts parts = new SeriesParts();

  /** The messages of the series that have a unit, and the first unit of each. */
  private final Ranges series = new Ranges();

  private final IntList firstUnits = new IntList();
  private final IntList seriesByUnit = new IntList();
  private final LongList timestamps = new LongList();
  private final LabelsHash labelsHash;
  private int hashedSeries = NO_SERIES;
  private long hash;

  private SplitRequest(RequestReader reader) {
    this.reader = reader;
    this.labelsHash = new LabelsHash(reader.body());
  }

  /**
   * Walks the request in {@code body} from 0 to {@code length}.
   *
   * @throws MalformedWriteRequestException if the body is not as a splice writes it
   */
  public static SplitRequest of(byte[] body, int length, WriteVersion version) {
    var split = new SplitRequest(RequestReader.of(body, length, version));
    while (split.reader.next(split.parts)) {
      split.addSeries();
    }
    return split;
  }

  /** How many units there are. */
  public int units() {
    return timestamps.size();
  }

  /** How many metadata messages stand beside the series; they belong to no unit. */
  public int metadata() {
    return reader.metadata().size();
  }

  /**
   * Writes a request in the same version with those units only, in their order, metadata messages
   * aside. A series' own metadata and start timestamp go with whichever units of it are written.
   * {@code out} is reset.
   */
  public PartCounts write(BitSet included, Output out) {
    out.reset();
    var tally = new ReshapeTally();
    RequestWriter writer =
        switch (reader.version()) {
          case RW1 -> new Rw1Writer(reader, out, Integer.MAX_VALUE, tally);
          case RW2 -> Rw2Writer.keepingLoneExemplars(reader, out, Integer.MAX_VALUE, tally);
        };
    int unit = included.nextSetBit(0);
    while (unit >= 0 && unit < units()) {
      int index = seriesByUnit.get(unit);
      read(index);
      int end = keep(included, firstUnits.get(index));
      writer.add(parts);
      unit = included.nextSetBit(end);
    }
    writer.finish();
    return tally.carried();
  }

  /** A hash of the labels of the unit's series, equal in this process for equal labels. */
  public long seriesHash(int unit) {
    int index = seriesByUnit.get(unit);
    if (index != hashedSeries) {
      read(index);
      hash = labelsHash.of(parts.labels);
      hashedSeries = index;
    }
    return hash;
  }

  /** The unit's timestamp in milliseconds since 1970. */
  public long timestamp(int unit) {
    return timestamps.get(unit);
  }

  /** The unit's series and timestamp as a person reads them, fit for one line of a log. */
  public String describe(int unit) {
    read(seriesByUnit.get(unit));
    var body = reader.body();
    var strings = parts.labels;
    var labels = new ArrayList<Label>(strings.size() / 2);
    for (int i = 0; i < strings.size(); i += 2) {
      labels.add(
          new Label(
              body, strings.from(i), strings.to(i), body, strings.from(i + 1), strings.to(i + 1)));
    }
    return cut(SeriesText.of(labels)) + " @" + timestamp(unit);
  }

  private void addSeries() {
    int first = units();
    var body = reader.body();
    for (int i = 0; i < parts.samples.size(); i++) {
      addUnit(body, parts.samples, i, PointFields.SAMPLE_TIMESTAMP);
    }
    for (int i = 0; i < parts.histograms.size(); i++) {
      addUnit(body, parts.histograms, i, PointFields.HISTOGRAM_TIMESTAMP);
    }
    if (parts.hasOnlyExemplars()) {
      addUnit(body, parts.exemplars, 0, PointFields.EXEMPLAR_TIMESTAMP);
    }
    if (units() > first) {
      series.add(parts.from, parts.to);
      firstUnits.add(first);
    }
  }

  private void addUnit(byte[] body, Ranges messages, int index, int timestampField) {
    seriesByUnit.add(series.size());
    timestamps.add(
        PointFields.varint(body, messages.from(index), messages.to(index), timestampField));
  }

  private void read(int index) {
    reader.read(series.from(index), series.to(index), parts);
  }

  /** Takes what is not included out of the series read; returns the unit after its last. */
  private int keep(BitSet included, int first) {
    if (parts.hasOnlyExemplars()) {
      return first + 1;
    }
    if (!included.get(first)) {
      parts.exemplars.clear();
    }
    int histograms = first + parts.samples.size();
    int end = histograms + parts.histograms.size();
    keep(included, first, parts.samples);
    keep(included, histograms, parts.histograms);
    return end;
  }

  private static void keep(BitSet included, int first, Ranges messages) {
    int kept = 0;
    for (int i = 0; i < messages.size(); i++) {
      if (included.get(first + i)) {
        messages.move(i, kept++);
      }
    }
    messages.truncate(kept);
  }

  private static String cut(String text) {
    if (text.length() <= LONGEST_SERIES) {
      return text;
    }
    boolean splitsPair = Character.isHighSurrogate(text.charAt(LONGEST_SERIES - 1));
    return text.substring(0, splitsPair ? LONGEST_SERIES - 1 : LONGEST_SERIES) + "...";
  }
}
