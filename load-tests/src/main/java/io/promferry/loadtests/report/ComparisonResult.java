package io.promferry.loadtests.report;

import java.util.List;

/**
 * All peers in one run.
 *
 * @param body what was sent, in words
 * @param machineNoise the part of the tested core that nobody of the run used, at worst, 0 to 1
 * @param peers the gateway first
 */
public record ComparisonResult(
    String started,
    double seconds,
    String command,
    String body,
    double machineNoise,
    Outcome outcome,
    String why,
    List<PeerResult> peers) {
  public ComparisonResult {
    peers = List.copyOf(peers);
  }
}
