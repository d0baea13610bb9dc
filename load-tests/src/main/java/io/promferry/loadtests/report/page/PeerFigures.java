package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.PeerResult;
import java.util.List;

/** What a table says of a peer that ran, in words. */
public record PeerFigures(
    String cpu,
    String ofVmagent,
    String allocated,
    String peakMemory,
    String sustained,
    String output,
    String halfLoadP99) {
  private static final double HALF = 0.5;

  /**
   * In words, held against the others.
   *
   * @param all peers of the same comparison
   */
  public static PeerFigures of(PeerResult peer, List<PeerResult> all) {
    return new PeerFigures(
        Spread.of(peer.nanosPerSample()).text(" ns"),
        new Comparands(all).ratio(peer).text(""),
        peer.bytesPerSample().isEmpty() ? "no JVM" : Spread.of(peer.bytesPerSample()).text(" B"),
        Figures.withUnit(peer.mostResidentMegabytes(), " MB"),
        Figures.withUnit(peer.sustainedSamplesPerSecond(), ""),
        Figures.withUnit(peer.outputBytesPerSample(), " B"),
        halfLoadP99(peer));
  }

  private static String halfLoadP99(PeerResult peer) {
    return peer.loads().stream()
        .filter(point -> point.ofSaturation() == HALF && point.added().writes() > 0)
        .map(point -> Figures.millis(point.added().p99()))
        .findFirst()
        .orElse(Figures.NONE);
  }
}
