package io.promferry.loadtests;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.peer.PeerBinaries;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The newer promtool, which must agree. */
final class Promtool {
  private Promtool() {}

  static void passes(String... arguments) throws IOException, InterruptedException {
    var command = new ArrayList<>(List.of(PeerBinaries.findNewer("promtool").toString()));
    command.addAll(List.of(arguments));
    var promtool = new ProcessBuilder(command).redirectErrorStream(true).start();
    var said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(promtool.waitFor()).as(said).isZero();
  }
}
