package io.promferry.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.promferry.loadtests.compare.CompareOptions;
import io.promferry.loadtests.compare.Comparison;
import io.promferry.loadtests.report.ComparisonResult;
import io.promferry.loadtests.report.Outcome;
import io.promferry.loadtests.report.PeerResult;
import io.promferry.loadtests.report.Progress;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A short comparison: every row that can be had gives figures. How they compare counts only where
 * the machine could drive all of them undisturbed; else the test says that it measured nothing.
 */
@Tag("no-peers")
@Isolated
class ComparisonIT {
  private static final CompareOptions OPTIONS =
      CompareOptions.quick().lasting(Duration.ofSeconds(3), Duration.ofSeconds(3));

  @Test
  void measuresAllThatAreThereAtTheSameWork() throws IOException {
    var result = Comparison.run(OPTIONS, new Printing());

    assertThat(result.peers()).extracting(PeerResult::peer).startsWith("promferry").hasSize(6);
    assertThat(result.peers())
        .allSatisfy(peer -> {
          assertThat(peer.missing()).as(peer.peer()).isEmpty();
          assertThat(peer.version()).as(peer.peer()).isNotBlank();
          assertThat(peer.command()).as(peer.peer()).startsWith("taskset -c ");
          assertThat(peer.mostResidentMegabytes()).as(peer.peer()).isPositive();
        });
    assumeThat(result.outcome()).as("NOT MEASURED: " + result.why()).isNotEqualTo(Outcome.INVALID);
    assertThat(result.peers())
        .allSatisfy(peer -> {
          assertThat(peer.nanosPerSample()).as(peer.peer()).isNotEmpty();
          assertThat(peer.outputBytesPerSample()).as(peer.peer()).isPositive();
        });
    assertThat(peer(result, "promferry").bytesPerSample()).isNotEmpty();
  }

  private static PeerResult peer(ComparisonResult result, String name) {
    return result.peers().stream()
        .filter(peer -> peer.peer().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static final class Printing implements Progress {
    @Override
    public void step(String what, double done, String rate) {}

    @Override
    public void say(String line) {
      System.out.println(line);
    }
  }
}
