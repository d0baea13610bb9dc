package io.promferry.loadtests.driver.shape;

import java.util.ArrayList;
import java.util.List;

/** Which series a target of a job has, in order of exposition. */
final class JobRows {
  /** The metric by which a body that got under another tenant's labels is found. */
  static final String MARKER = "promferry_load_tenant";

  private static final Family MARKER_FAMILY =
      new Family(
          MARKER,
          MetricType.GAUGE,
          "The number of the tenant who wrote this.",
          "",
          List.of(LabelValues.constant("body", Pattern.parse("{n}"))),
          List.of());

  private final Job job;
  private final List<Block> floats;
  private final List<Block> histograms;
  private final Row marker;

  JobRows(Shape shape, Job job) {
    this.job = job;
    floats = blocks(shape, job, job.floats());
    histograms = blocks(shape, job, job.histograms());
    marker = Row.of(shape, job, MARKER_FAMILY, MARKER_FAMILY.lines().getFirst());
  }

  Job job() {
    return job;
  }

  /** Series of a target if none is a native histogram. */
  int size() {
    return floats.isEmpty() ? 0 : floats.getLast().end();
  }

  /** Series of all targets of a round. */
  long roundSize() {
    return (long) job.targets() * size();
  }

  /** Of the float series with this number; {@code target}'s index is of no matter. */
  Spot floating(int number, Place target) {
    return spot(floats, number, target, 0);
  }

  /** Of the native histogram with this number: there is no end of them. */
  Spot histogram(int number, Place target) {
    int cycle = histograms.getLast().end();
    return spot(histograms, number % cycle, target, number / cycle);
  }

  Spot marker(int body, Place target) {
    return new Spot(marker, target.at(body));
  }

  private static Spot spot(List<Block> blocks, int number, Place target, int cycles) {
    int low = 0;
    int high = blocks.size() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (number < blocks.get(middle).end()) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return blocks.get(low).spot(number, target, cycles);
  }

  private static List<Block> blocks(Shape shape, Job job, List<Family> families) {
    var blocks = new ArrayList<Block>();
    int start = 0;
    for (var family : families) {
      var rows = family.lines().stream().map(line -> Row.of(shape, job, family, line)).toList();
      var block = new Block(start, family.combinations(), rows);
      blocks.add(block);
      start = block.end();
    }
    return blocks;
  }

  /** The series of a family, from {@code start} of a target's. */
  private record Block(int start, int combinations, List<Row> rows) {
    int end() {
      return Math.addExact(start, Math.multiplyExact(combinations, rows.size()));
    }

    Spot spot(int number, Place target, int cycles) {
      int own = number - start;
      int index = own / rows.size() + cycles * combinations;
      return new Spot(rows.get(own % rows.size()), target.at(index));
    }
  }

  /** A series: its line of the exposition, and which of that line's. */
  record Spot(Row row, Place place) {}
}
