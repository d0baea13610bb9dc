package io.promferry.loadtests;

import static io.promferry.loadtests.peer.PrometheusConfig.tenant;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.peer.ScrapeJob;
import io.promferry.loadtests.peer.TenantEntry;
import io.promferry.loadtests.sample.Window;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Prometheus 3.5 sends histograms with bounds of their own in version 1 without these bounds. A
 * Prometheus as store then answers 500 to the whole batch, whenever it comes again.
 */
class LostBoundsIT {
  private static final TenantEntry ACME = TenantEntry.of("acme");

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void carriesEverythingElse() {
    var store = lab.newerCentralPrometheus("native-histograms");
    var gateway = lab.gateway(store, ACME);
    var config =
        tenant(gateway.target(ACME).with("send_native_histograms", true))
            .withJobs(List.of(ScrapeJob.self(0).with("convert_classic_histograms_to_nhcb", true)));
    var acme = new Flow(ACME, lab.newerTenant(ACME, config, "native-histograms"), store);
    acme.awaitSamplesAfter(Instant.now());
    var window = new Window(Instant.now(), Instant.now().plusSeconds(4));

    acme.assertEverySampleArrives(window);
    assertThat(acme.sender().query().histograms("{job=\"self-0\"}", window).count()).isPositive();
  }
}
