package io.promferry.tenantpromconfig.operator.addresses;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.promferry.tenantpromconfig.model.Names;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all objects say of addresses. {@link #refresh} looks at each, and reads again those of
 * another version. Not thread-safe.
 */
final class Beliefs {
  private final Claims claims;
  private final Claimed claimed;
  private final String egressNamespace;
  private final Map<Place, Known> known = new HashMap<>();
  private final int[] claimants;
  private int round;

  /** What kind of object says something. */
  private enum Kind {
    EGRESS_GATEWAY,
    TENANT,
    ENTRY
  }

  private record Place(Kind kind, String namespace, String name) {}

  /**
   * What an object says.
   *
   * @param pinned in its order, of an egress gateway
   * @param offsets of all that it claims in the range
   */
  private record Said(List<String> pinned, List<String> reported, BitSet offsets) {}

  /** An object at one version, and in which round it was seen last. */
  private static final class Known {
    private final String version;
    private final Said said;
    private int round;

    private Known(String version, Said said) {
      this.version = version;
      this.said = said;
    }
  }

  Beliefs(Claims claims, Claimed claimed, String egressNamespace) {
    this.claims = claims;
    this.claimed = claimed;
    this.egressNamespace = egressNamespace;
    claimants = new int[claimed.range().size()];
  }

  /** Brings them to what the objects say now. */
  void refresh() {
    round++;
    look(
        Kind.EGRESS_GATEWAY,
        claims.egressGateways().get(),
        egress -> new Said(claimed.pinned(egress), claimed.reported(egress), claimed.of(egress)));
    look(
        Kind.TENANT,
        claims.tenants().get(),
        tenant -> new Said(List.of(), List.of(), claimed.of(tenant)));
    look(
        Kind.ENTRY,
        claims.entries().get(),
        entry -> new Said(List.of(), List.of(), claimed.of(entry)));
    known
        .values()
        .removeIf(object -> {
          var isGone = object.round != round;
          if (isGone) {
            count(object, -1);
          }
          return isGone;
        });
  }

  private <T extends HasMetadata> void look(
      Kind kind, Collection<T> objects, Function<T, Said> read) {
    for (var object : objects) {
      var place = place(kind, object);
      var version = version(object);
      var there = known.get(place);
      if (there == null || version.isEmpty() || !there.version.equals(version)) {
        count(there, -1);
        there = new Known(version, read.apply(object));
        count(there, 1);
        known.put(place, there);
      }
      there.round = round;
    }
  }

  private void count(@Nullable Known object, int by) {
    if (object != null) {
      object.said.offsets().stream().forEach(offset -> claimants[offset] += by);
    }
  }

  private static Place place(Kind kind, HasMetadata object) {
    var namespace = object.getMetadata().getNamespace();
    return new Place(
        kind,
        kind == Kind.EGRESS_GATEWAY && namespace != null ? namespace : "",
        object.getMetadata().getName());
  }

  /** Of all objects that ever were, no two have the same. */
  private static String version(HasMetadata object) {
    var version = object.getMetadata().getResourceVersion();
    return version == null ? "" : version;
  }

  /** In the order of its egress gateway's spec. */
  List<String> pinned(String tenant) {
    return egress(tenant).map(Said::pinned).orElse(List.of());
  }

  /** Pinned, and reported by its egress gateway. */
  Set<String> current(String tenant) {
    var current = new LinkedHashSet<>(pinned(tenant));
    egress(tenant).map(Said::reported).ifPresent(current::addAll);
    return current;
  }

  /** What was said of it before: what the gateway still expects of it, and its status. */
  Set<String> formerly(String tenant) {
    var addresses = new TreeSet<String>();
    Stream.of(entry(tenant), status(tenant))
        .flatMap(Optional::stream)
        .flatMapToInt(said -> said.offsets().stream())
        .mapToObj(claimed.range()::address)
        .forEach(addresses::add);
    return addresses;
  }

  /** All that anybody claims. */
  BitSet claimed() {
    var all = new BitSet(claimants.length);
    for (var offset = 0; offset < claimants.length; offset++) {
      if (claimants[offset] > 0) {
        all.set(offset);
      }
    }
    return all;
  }

  /** Whether an object that is not this tenant's claims an address of the range. */
  boolean isClaimedByOthers(String tenant, String address) {
    var offset = claimed.range().offset(address).orElseThrow();
    var own =
        Stream.of(egress(tenant), entry(tenant), status(tenant))
            .flatMap(Optional::stream)
            .filter(said -> said.offsets().get(offset))
            .count();
    return claimants[offset] > own;
  }

  private Optional<Said> egress(String tenant) {
    return said(new Place(Kind.EGRESS_GATEWAY, egressNamespace, new Names(tenant).egress()));
  }

  private Optional<Said> entry(String tenant) {
    return said(new Place(Kind.ENTRY, "", new Names(tenant).entry()));
  }

  private Optional<Said> status(String tenant) {
    return said(new Place(Kind.TENANT, "", tenant));
  }

  private Optional<Said> said(Place place) {
    return Optional.ofNullable(known.get(place)).map(object -> object.said);
  }
}
