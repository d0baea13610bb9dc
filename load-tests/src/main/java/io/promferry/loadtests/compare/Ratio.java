package io.promferry.loadtests.compare;

import io.promferry.loadtests.report.PeerResult;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** How much of another's figure one has, over the repetitions in which both were measured. */
public record Ratio(double median, double least, double most) {
  /**
   * Of two rows' CPU per sample, repetition by repetition, since what disturbs one disturbs its
   * neighbour.
   *
   * @throws IllegalArgumentException if one of them has no figure
   */
  public static Ratio ofCpu(PeerResult of, PeerResult to) {
    return ofPairs(of.nanosPerSample(), to.nanosPerSample());
  }

  static Ratio ofPairs(List<Double> of, List<Double> to) {
    var ratios =
        IntStream.range(0, Math.min(of.size(), to.size()))
            .mapToDouble(i -> of.get(i) / to.get(i))
            .sorted()
            .toArray();
    if (ratios.length == 0) {
      throw new IllegalArgumentException("no repetition has both figures");
    }
    return new Ratio(Medians.ofSorted(ratios), ratios[0], ratios[ratios.length - 1]);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f (%.3f–%.3f)", median, least, most);
  }
}
