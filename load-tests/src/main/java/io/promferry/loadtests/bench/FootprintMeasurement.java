package io.promferry.loadtests.bench;

import io.promferry.loadtests.measure.ProcessCost;
import io.promferry.loadtests.noise.SwallowingStore;
import io.promferry.loadtests.peer.LoopbackHttp;
import io.promferry.loadtests.peer.MetricsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How much memory the gateway has while 1,000 tenants write 1,000 series each, all of them active,
 * as fast as it takes them.
 */
public final class FootprintMeasurement {
  private static final int TENANTS = 1_000;
  private static final int SERIES = 1_000;
  private static final int MIB = 1 << 20;
  private static final Duration STEP = Duration.ofSeconds(5);

  private FootprintMeasurement() {}

  /** Seconds of load, and the JVM's flags. */
  public static void main(String[] args) throws IOException, InterruptedException {
    var flags = List.of(args).subList(1, args.length);
    var body = GeneratedBodies.rw1(SERIES);
    var directory = Files.createTempDirectory("footprint");
    try (var store = new SwallowingStore();
        var gateway = TestedGateway.start(directory, TENANTS, store.writeUri(), flags)) {
      gateway.awaitReady();
      System.out.println("ready: " + line(gateway, 0, 0));
      try (var tenants = BusyTenants.start(gateway.address(), TENANTS, body)) {
        long end = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[0])).toNanos();
        while (System.nanoTime() < end) {
          Thread.sleep(STEP);
          System.out.println(line(gateway, tenants.taken(), tenants.refused()));
        }
      }
    }
    System.exit(0);
  }

  private static String line(TestedGateway gateway, long taken, long refused) throws IOException {
    var page = new MetricsPage(LoopbackHttp.get(gateway.admin().resolve("/metrics")).body());
    var cost = ProcessCost.of(gateway.pid());
    return String.format(
        Locale.ROOT,
        "most resident %d MiB, heap used %.0f MiB of %.0f, outside of it %.0f; %d writes taken, %d"
            + " refused; active series %.0f",
        cost.mostResidentBytes() / MIB,
        page.sum("jvm_memory_used_bytes", Map.of("area", "heap")) / MIB,
        page.sum("jvm_memory_committed_bytes", Map.of("area", "heap")) / MIB,
        page.sum("jvm_memory_used_bytes", Map.of("area", "nonheap")) / MIB,
        taken,
        refused,
        page.sum("promferry_active_series"));
  }
}
