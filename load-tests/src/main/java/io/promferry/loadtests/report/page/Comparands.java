package io.promferry.loadtests.report.page;

import io.promferry.loadtests.report.PeerResult;
import java.util.List;
import java.util.Optional;

/** The peers of a comparison, and which of them the others are held against. */
record Comparands(List<PeerResult> peers) {
  private static final int COLOURS = 8;

  Comparands {
    peers = List.copyOf(peers);
  }

  List<PeerResult> ran() {
    return peers.stream().filter(peer -> peer.missing().isEmpty()).toList();
  }

  List<PeerResult> missing() {
    return peers.stream().filter(peer -> !peer.missing().isEmpty()).toList();
  }

  /** What passes bytes on and does nothing else. */
  Optional<PeerResult> floor() {
    return named("nginx");
  }

  /** Whose CPU per sample ours is a part of. */
  Optional<PeerResult> measure() {
    return named("vmagent");
  }

  /** CPU per sample held against vmagent's, repetition by repetition. */
  Spread ratio(PeerResult peer) {
    return measure()
        .map(vmagent -> Spread.ofRatios(peer.nanosPerSample(), vmagent.nanosPerSample()))
        .orElse(Spread.of(List.of()));
  }

  /** The same for the same peer in all charts. */
  String cssClass(PeerResult peer) {
    return "series-" + peers.indexOf(peer) % COLOURS;
  }

  private Optional<PeerResult> named(String name) {
    return ran().stream()
        .filter(peer -> peer.peer().equals(name))
        .filter(peer -> !peer.nanosPerSample().isEmpty())
        .findFirst();
  }
}
