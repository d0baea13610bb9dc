package io.promferry.gateway.wire;

import java.util.Arrays;
import java.util.BitSet;

/**
 * The series of a Remote Write 2.0 request before it is written, one after another in a few rows:
 * references into the new symbol table, packed as they will be written, and ranges of the old
 * request. Of each row, a series has what lies between its predecessor's end and its own. Not
 * thread-safe.
 */
final class SeriesPlan {
  static final int NONE = -1;

  private static final int EXEMPLAR_BYTES = 64;

  final Output refs = new Output();
  final Ranges samples = new Ranges();
  final Ranges histograms = new Ranges();
  final Ranges exemplars = new Ranges();
  final Output exemplarRefs = new Output(EXEMPLAR_BYTES);

  private final IntList refEnds = new IntList();
  private final IntList sampleEnds = new IntList();
  private final IntList histogramEnds = new IntList();
  private final IntList exemplarEnds = new IntList();
  private final IntList exemplarRefEnds = new IntList();
  private final IntList metadata = new IntList();
  private final LongList created = new LongList();
  private final BitSet continued = new BitSet(0);

  int size() {
    return refEnds.size();
  }

  /** Ends an exemplar whose references have been added. */
  void addExemplar(int from, int to) {
    exemplars.add(from, to);
    exemplarRefEnds.add(exemplarRefs.length());
  }

  /** Ends a series whose references, samples, histograms and exemplars have been added. */
  void addSeries(int seriesMetadata, long seriesCreated) {
    refEnds.add(refs.length());
    sampleEnds.add(samples.size());
    histogramEnds.add(histograms.size());
    exemplarEnds.add(exemplars.size());
    metadata.add(seriesMetadata);
    created.add(seriesCreated);
  }

  /** Begins a series with the labels of the last one, which goes on in it. */
  void continueSeries() {
    int last = size() - 1;
    continued.set(size());
    refs.ensure(refsTo(last) - refsFrom(last));
    refs.write(refs.array(), refsFrom(last), refsTo(last));
  }

  /** Whether the series is the second half of the one before it. */
  boolean isContinued(int series) {
    return continued.get(series);
  }

  int refsFrom(int series) {
    return from(refEnds, series);
  }

  int refsTo(int series) {
    return refEnds.get(series);
  }

  int samplesFrom(int series) {
    return from(sampleEnds, series);
  }

  int samplesTo(int series) {
    return sampleEnds.get(series);
  }

  int histogramsFrom(int series) {
    return from(histogramEnds, series);
  }

  int histogramsTo(int series) {
    return histogramEnds.get(series);
  }

  int exemplarsFrom(int series) {
    return from(exemplarEnds, series);
  }

  int exemplarsTo(int series) {
    return exemplarEnds.get(series);
  }

  int exemplarRefsFrom(int exemplar) {
    return from(exemplarRefEnds, exemplar);
  }

  int exemplarRefsTo(int exemplar) {
    return exemplarRefEnds.get(exemplar);
  }

  /** Which metadata the series has, or {@link #NONE}. */
  int metadata(int series) {
    return metadata.get(series);
  }

  void setMetadata(int series, int seriesMetadata) {
    metadata.set(series, seriesMetadata);
  }

  long created(int series) {
    return created.get(series);
  }

  boolean hasPoints(int series) {
    return samplesFrom(series) < samplesTo(series) || histogramsFrom(series) < histogramsTo(series);
  }

  boolean hasOnlyExemplars(int series) {
    return !hasPoints(series) && exemplarsFrom(series) < exemplarsTo(series);
  }

  boolean haveSameLabels(int series, int other) {
    byte[] bytes = refs.array();
    return Arrays.equals(
        bytes, refsFrom(series), refsTo(series), bytes, refsFrom(other), refsTo(other));
  }

  private static int from(IntList ends, int index) {
    return index == 0 ? 0 : ends.get(index - 1);
  }
}
