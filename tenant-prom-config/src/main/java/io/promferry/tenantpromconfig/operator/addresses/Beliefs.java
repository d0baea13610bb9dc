package io.promferry.tenantpromconfig.operator.addresses;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all objects say of addresses at one moment. */
final class Beliefs {
  private final Claimed claimed;
  private final String egressNamespace;
  private final Collection<VpcEgressGateway> egressGateways;
  private final Map<String, VpcEgressGateway> egressByTenant;
  private final Map<String, MetricsTenant> tenants;
  private final Map<String, Secret> entries;

  Beliefs(Claims claims, Claimed claimed, String egressNamespace) {
    this.claimed = claimed;
    this.egressNamespace = egressNamespace;
    egressGateways = claims.egressGateways().get();
    egressByTenant = byName(egressGateways.stream().filter(this::isOurs));
    tenants = byName(claims.tenants().get().stream());
    entries = byName(claims.entries().get().stream());
  }

  private boolean isOurs(VpcEgressGateway egress) {
    return egressNamespace.equals(egress.getMetadata().getNamespace());
  }

  private static <T extends HasMetadata> Map<String, T> byName(Stream<T> objects) {
    return objects.collect(
        Collectors.toMap(
            object -> object.getMetadata().getName(), Function.identity(), (first, _) -> first));
  }

  /** In the order of its egress gateway's spec. */
  List<String> pinned(String tenant) {
    return egress(tenant).map(claimed::pinned).orElse(List.of());
  }

  /** Pinned, and reported by its egress gateway. */
  Set<String> current(String tenant) {
    var current = new LinkedHashSet<>(pinned(tenant));
    egress(tenant).map(claimed::reported).ifPresent(current::addAll);
    return current;
  }

  private Optional<VpcEgressGateway> egress(String tenant) {
    return Optional.ofNullable(egressByTenant.get(new Names(tenant).egress()));
  }

  /** What was said of it before: what the gateway still expects of it, and its status. */
  Set<String> formerly(String tenant) {
    var offsets = new BitSet();
    Optional.ofNullable(entries.get(new Names(tenant).entry()))
        .map(claimed::of)
        .ifPresent(offsets::or);
    Optional.ofNullable(tenants.get(tenant)).map(claimed::of).ifPresent(offsets::or);
    var addresses = new TreeSet<String>();
    offsets.stream().mapToObj(claimed.range()::address).forEach(addresses::add);
    return addresses;
  }

  /** All that anybody claims, but for this tenant. */
  BitSet claimedByOthers(String tenant, Memory memory) {
    var names = new Names(tenant);
    var all = new BitSet();
    memory.begin();
    egressGateways.forEach(egress -> {
      var claims = memory.of(egress, claimed::of);
      if (!isOurs(egress) || !isNamed(egress, names.egress())) {
        all.or(claims);
      }
    });
    add(all, tenants.values(), tenant, object -> memory.of(object, claimed::of));
    add(all, entries.values(), names.entry(), entry -> memory.of(entry, claimed::of));
    memory.end();
    return all;
  }

  private static <T extends HasMetadata> void add(
      BitSet all, Collection<T> objects, String own, Function<T, BitSet> read) {
    for (var object : objects) {
      var claims = read.apply(object);
      if (!isNamed(object, own)) {
        all.or(claims);
      }
    }
  }

  private static boolean isNamed(HasMetadata object, String name) {
    return name.equals(object.getMetadata().getName());
  }

  /** The claims of objects, by their versions, so that only what has changed is read again. */
  static final class Memory {
    private Map<String, BitSet> last = Map.of();
    private Map<String, BitSet> next = new HashMap<>();

    private void begin() {
      next = new HashMap<>();
    }

    private void end() {
      last = next;
    }

    private <T extends HasMetadata> BitSet of(T object, Function<T, BitSet> read) {
      var metadata = object.getMetadata();
      var key = metadata.getUid() + " " + metadata.getResourceVersion();
      var remembered = last.get(key);
      var claims = remembered == null ? read.apply(object) : remembered;
      next.put(key, claims);
      return claims;
    }
  }
}
