package io.promferry.loadtests;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.promferry.loadtests.measure.Cores;
import io.promferry.loadtests.measure.ProcessCost;
import io.promferry.loadtests.noise.LatencyTable;
import io.promferry.loadtests.noise.NoisyRun;
import io.promferry.loadtests.noise.Phase;
import io.promferry.loadtests.noise.SwallowingStore;
import io.promferry.loadtests.peer.GatewayProcess;
import io.promferry.loadtests.peer.GatewaySettings;
import io.promferry.loadtests.peer.TenantEntry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Quiet tenants beside noisy ones, on a gateway with one core and a heap that would not survive
 * unbounded buffering. Everything else has the other core. Asserts what must hold on any machine
 * and prints the figures; what became of quiet writes only counts where nobody else used the cores,
 * and where somebody did in all noise the test says that it has measured nothing. Needs no peers.
 * Takes {@code -Dpromferry.noisy.seconds} for each measurement, and {@code -Dpromferry.noisy.runs}.
 */
@Isolated
@Tag("no-peers")
class NoisyNeighbourIT {
  private static final Duration TIME =
      Duration.ofSeconds(Integer.getInteger("promferry.noisy.seconds", 8));
  private static final int RUNS = Integer.getInteger("promferry.noisy.runs", 1);
  private static final int HEAP_MEGABYTES = 256;

  /** The heap, and what a JVM has besides: classes, code, threads, buffers of the network. */
  private static final long MOST_RESIDENT_BYTES = (HEAP_MEGABYTES + 224L) << 20;

  private static final Duration MOST_P99 = Duration.ofMillis(500);

  /** A measurement over that is repeated: 400 writes are few, and four of them decide. */
  private static final int MORE_RUNS = 2;

  @RegisterExtension final Lab lab = new Lab();

  @Test
  void failsNoQuietWriteAndKeepsItsMemory() throws Exception {
    var cores = Cores.allowed();
    assertThat(cores)
        .as("one core for the gateway and one for everything else")
        .hasSizeGreaterThanOrEqualTo(2);
    try (var _ = Cores.keepTo(cores.get(1));
        var store = new SwallowingStore()) {
      var gateway =
          lab.gateway(
              GatewaySettings.of(store.writeUri())
                  .withHeapMegabytes(HEAP_MEGABYTES)
                  .with("server", "memory-budget", "128MiB")
                  .onCore(cores.get(0)),
              NoisyRun.tenants().toArray(TenantEntry[]::new));
      var phases = measure(gateway, cores.get(0), cores.get(1));

      long resident = ProcessCost.of(gateway.pid()).mostResidentBytes();
      System.out.println(LatencyTable.of(phases) + refusals(gateway) + memory(gateway, resident));
      assertThat(phases)
          .as("quiet writes that failed")
          .filteredOn(Phase::isValid)
          .allSatisfy(phase -> assertThat(phase.failed()).as(phase.name()).isZero());
      assertThat(resident).as("resident bytes").isLessThan(MOST_RESIDENT_BYTES);
      assertThat(gateway.log().lines())
          .as("the gateway's errors")
          .noneMatch(line -> line.contains(" ERROR ") || line.contains("OutOfMemoryError"));
      assertThat(phases)
          .filteredOn(phase -> phase.isValid() && !phase.name().startsWith(NoisyRun.ALL))
          .allSatisfy(
              phase -> assertThat(phase.quietPercentile(99)).as(phase.name()).isLessThan(MOST_P99));
      assertThat(phases)
          .as("one measurement in all noise under %s", MOST_P99)
          .filteredOn(phase -> phase.isValid() && phase.name().startsWith(NoisyRun.ALL))
          .satisfiesAnyOf(
              measured -> assertThat(measured).isEmpty(),
              measured -> assertThat(measured).anyMatch(phase -> !isSlow(phase)));
      assumeThat(phases)
          .as("NOT MEASURED: others used the cores, or the driver all of its own; see the table")
          .filteredOn(phase -> phase.name().startsWith(NoisyRun.ALL))
          .allMatch(Phase::isValid);
    }
  }

  private static List<Phase> measure(GatewayProcess gateway, int core, int otherCore)
      throws Exception {
    var address =
        new InetSocketAddress(InetAddress.getLoopbackAddress(), gateway.writeUri().getPort());
    try (var run = new NoisyRun(address, gateway.pid(), core, otherCore)) {
      var phases = new ArrayList<Phase>();
      run.alone(TIME);
      for (int i = 0; i < RUNS; i++) {
        phases.add(run.alone(TIME));
        phases.add(run.withAll(TIME));
      }
      for (int more = 0; more < MORE_RUNS && isSlow(phases.getLast()); more++) {
        phases.add(run.withAll(TIME));
      }
      phases.addAll(run.withEach(TIME.dividedBy(3)));
      return phases;
    }
  }

  private static boolean isSlow(Phase phase) {
    return phase.isValid() && phase.quietPercentile(99).compareTo(MOST_P99) >= 0;
  }

  /** What limits have refused of the quiet ones, over all phases. */
  private static String refusals(GatewayProcess gateway) {
    return Stream.of("memory_budget", "bytes_in_flight", "requests_in_flight", "samples_per_second")
        .map(reason ->
            "quiet writes refused for %s: %.0f%n".formatted(reason, quietRefusals(gateway, reason)))
        .collect(joining());
  }

  private static double quietRefusals(GatewayProcess gateway, String reason) {
    return NoisyRun.tenants().stream()
        .map(TenantEntry::name)
        .filter(name -> name.startsWith("quiet"))
        .mapToDouble(name ->
            gateway
                .metrics()
                .sum("promferry_limit_refusals_total", Map.of("tenant", name, "reason", reason)))
        .sum();
  }

  private static String memory(GatewayProcess gateway, long resident) {
    var heap = gateway.metrics().sum("jvm_memory_used_bytes", Map.of("area", "heap"));
    return "gateway: %d MiB resident at most (bound %d), heap %.0f of %d MiB in use at the end%n"
        .formatted(resident >> 20, MOST_RESIDENT_BYTES >> 20, heap / (1 << 20), HEAP_MEGABYTES);
  }
}
