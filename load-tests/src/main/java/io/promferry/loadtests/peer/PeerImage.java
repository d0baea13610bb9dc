package io.promferry.loadtests.peer;

import java.util.List;

/**
 * A container image of a peer.
 *
 * @param entrypoint what to run in it; empty to run what the image says itself
 */
record PeerImage(String name, List<String> entrypoint) {
  PeerImage {
    entrypoint = List.copyOf(entrypoint);
  }
}
