package io.promferry.loadtests.lab;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tenants of the lab. Three have the same range and the same addresses in it; the fourth has
 * the default VPC's own, and in it those of the gateway's and the store's pods.
 */
final class Tenants {
  static final TenantVpc ACME = tenant("acme", 10, 2);
  static final TenantVpc BETA = tenant("beta", 20, 2);
  static final TenantVpc GAMMA = tenant("gamma", 30, 1);
  static final TenantVpc DELTA =
      new TenantVpc(
          "delta",
          new Range("delta-net", "10.16.0.", 16),
          "10.16.0.5",
          List.of("10.16.0.6", "10.16.0.20"),
          replicas("delta", "10.16.255.", 40, 1),
          Addresses.TRANSIT.network() + 42);
  static final List<TenantVpc> ALL = List.of(ACME, BETA, GAMMA, DELTA);

  private Tenants() {}

  /** All but that one. */
  static Stream<TenantVpc> others(TenantVpc one) {
    return ALL.stream().filter(other -> !other.equals(one));
  }

  private static TenantVpc tenant(String name, int firstAddress, int replicas) {
    return new TenantVpc(
        name,
        new Range(name + "-net", "10.0.1.", 24),
        "10.0.1.2",
        List.of("10.0.1.3", "10.0.1.4"),
        replicas(name, "10.0.1.", firstAddress, replicas),
        Addresses.TRANSIT.network() + (firstAddress + replicas + 1));
  }

  private static List<EgressReplica> replicas(
      String name, String network, int firstAddress, int many) {
    return IntStream.rangeClosed(1, many)
        .mapToObj(number ->
            new EgressReplica(
                name + "-egress-" + number,
                network + (250 + number),
                Addresses.TRANSIT.network() + (firstAddress + number)))
        .toList();
  }
}
