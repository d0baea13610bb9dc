package io.promferry.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.noise.Noises;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import io.promferry.loadtests.sink.RemoteWriteSink;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A tenant that says in every legal way that it is another one. Needs no peers. */
@Tag("no-peers")
class ForgeryIT {
  private static final int ENOUGH = 14;

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void leavesNothingUnderAnyNameButTheForgersOwn() throws Exception {
    var noise = Noises.named("forgery").orElseThrow();
    var forger = noise.tenants().getFirst();
    var from = Instant.now().minusSeconds(1);
    try (var sink = RemoteWriteSink.start()) {
      var settings = GatewaySettings.of(sink.address().resolve("/central/api/v1/write"));
      var gateway = lab.gateway(settings, noise.tenants().toArray(TenantEntry[]::new));
      var address =
          new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.writeUri().getPort());
      Map<String, Long> answers;
      try (var running = noise.start(address, 1)) {
        await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> running.answers().counts().getOrDefault("204", 0L) >= ENOUGH);
        answers = running.answers().counts();
      }

      var everything =
          sink.archive()
              .evidence(_ -> true, _ -> false, new Window(from, Instant.now().plusSeconds(1)));
      assertThat(answers).as("how forged writes are answered").containsOnlyKeys("204");
      assertThat(everything.samples().series())
          .hasSizeGreaterThan(40)
          .allSatisfy(series -> assertThat(series.labels()).containsAllEntriesOf(forger.labels()))
          .anySatisfy(
              series -> assertThat(series.label("exported_tenant")).isEqualTo("load-00000"));
      assertThat(everything.exemplars().bySeries().values())
          .isNotEmpty()
          .allSatisfy(exemplars ->
              assertThat(exemplars.values())
                  .allSatisfy(
                      exemplar -> assertThat(exemplar.labels()).containsOnlyKeys("trace_id")));
    }
  }
}
