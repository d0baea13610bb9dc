package io.promferry.loadtests.matrix;

import io.promferry.loadtests.peer.Peer;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Evidence;
import io.promferry.loadtests.sample.Metadata;
import io.promferry.loadtests.sample.Window;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A sender of the matrix: a tenant that writes the same to every receiver. */
sealed interface Sender permits PrometheusSender, VmagentSender {
  TenantEntry tenant();

  Peer peer();

  /** What the sender calls itself, with its version. */
  String version();

  /** Returns when nothing of {@code window} can still come from the sender. */
  void finish(Window window);

  /** What it sends of {@code window}, under its own labels. */
  Evidence sent(Window window);

  /** What it tells about its metrics. */
  Map<String, Set<Metadata>> metadata();

  /** What the sender has against a receiver: that it has given samples up, or a protocol. */
  List<String> complaints(ReceiverKind receiver);
}
