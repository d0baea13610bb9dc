package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.noise.Noise;
import io.promferry.loadtests.noise.Noises;
import io.promferry.loadtests.peer.TenantEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tenants that a run's gateways know: those of the load, those who make noise, and others who
 * do nothing. Each change gives all but the noisy ones another limit, far above what they need.
 */
final class Roster {
  private static final int FAR_ABOVE = 100_000;

  private final int tenants;
  private final Map<String, Object> limits;
  private final List<TenantEntry> noisy;
  private final int spare;
  private final AtomicInteger changes = new AtomicInteger();

  Roster(int tenants, GatewayPart gateway, List<Noise> noises) {
    this.tenants = tenants;
    this.limits = gateway.tenantLimits();
    this.noisy = Noises.tenants(noises).stream().distinct().toList();
    this.spare = Math.max(0, gateway.entries() - tenants - noisy.size());
  }

  /** Those who are not of the load and yet may write. */
  List<TenantEntry> noisy() {
    return noisy;
  }

  /** As they are since the last change. */
  List<TenantEntry> entries() {
    var others =
        IntStream.range(0, spare).mapToObj("spare-%05d"::formatted).map(TenantEntry::of);
    var quiet = Stream.concat(LoadTenants.entries(tenants).stream(), others);
    return Stream.concat(quiet.map(entry -> entry.withLimits(limits())), noisy.stream()).toList();
  }

  /** Every one of them with another limit. */
  List<TenantEntry> changed() {
    changes.incrementAndGet();
    return entries();
  }

  private Map<String, Object> limits() {
    var all = new HashMap<>(limits);
    int change = changes.get();
    if (change > 0) {
      all.putIfAbsent("requests-in-flight", FAR_ABOVE + change);
    }
    return all;
  }
}
