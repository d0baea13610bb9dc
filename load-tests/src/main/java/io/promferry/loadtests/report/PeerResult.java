package io.promferry.loadtests.report;

import java.util.List;

/**
 * One process under test of a comparison.
 *
 * @param peer for example {@code promferry}
 * @param what for example {@code two forced labels, snappy out, authenticated}
 * @param missing why it was left out; empty if it ran
 * @param command its own command line
 * @param nanosPerSample CPU, user and system, one figure for each repetition
 * @param bytesPerSample allocated, one for each repetition; empty where there is no JVM
 * @param mostResidentMegabytes the peak
 * @param sustainedSamplesPerSecond the highest rate that it held
 * @param isDriversLimit whether it may hold more than that: the driver could not
 * @param outputBytesPerSample of its bodies as the store got them
 * @param loads the latency at parts of its own saturation
 */
public record PeerResult(
    String peer,
    String version,
    String what,
    String missing,
    String command,
    List<Double> nanosPerSample,
    List<Double> bytesPerSample,
    double mostResidentMegabytes,
    double sustainedSamplesPerSecond,
    boolean isDriversLimit,
    double outputBytesPerSample,
    List<LoadPoint> loads,
    List<TimelinePoint> timeline) {
  public PeerResult {
    nanosPerSample = List.copyOf(nanosPerSample);
    bytesPerSample = List.copyOf(bytesPerSample);
    loads = List.copyOf(loads);
    timeline = List.copyOf(timeline);
  }

  /** A row of which there is nothing but the reason. */
  public static PeerResult missing(String peer, String what, String why) {
    return new PeerResult(
        peer, "", what, why, "", List.of(), List.of(), 0, 0, false, 0, List.of(), List.of());
  }

  /**
   * The added latency at one rate.
   *
   * @param ofSaturation 0.25, 0.5, 0.75
   */
  public record LoadPoint(double ofSaturation, double samplesPerSecond, Latency added) {}
}
