package io.promferry.tenantpromconfig.operator.addresses;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.promferry.tenantpromconfig.model.Platform;
import io.promferry.tenantpromconfig.operator.TransitAddresses;
import io.promferry.tenantpromconfig.operator.TransitExhaustedException;
import io.promferry.tenantpromconfig.operator.addresses.RestingAddresses.Rest;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The addresses of the transit range. What is whose is read from egress gateways, tenants' status
 * and entries; what these do not say yet, or no longer, from a ConfigMap. Thread-safe; made for one
 * leader at a time.
 */
public final class TransitRange implements TransitAddresses {
  private static final int ATTEMPTS = 8;

  private final Ipv4Range range;
  private final Claims claims;
  private final Duration grace;
  private final Clock clock;
  private final RestingAddresses resting;
  private final Map<String, List<String>> handedOut = new HashMap<>();
  private final Beliefs beliefs;

  /**
   * How much of the range is in use.
   *
   * @param size how many addresses can be handed out
   * @param used of these, claimed by anybody, or resting
   * @param resting of these, those that only rest or are not in an egress gateway yet
   */
  public record Use(int size, int used, int resting) {}

  /**
   * Of a platform's range.
   *
   * @param grace how long an address stays its tenant's after it was given back, or handed out and
   *     not put into an egress gateway
   * @throws IllegalArgumentException if it is no IPv4 range
   */
  public TransitRange(
      KubernetesClient client, Platform platform, Claims claims, Duration grace, Clock clock) {
    range = Ipv4Range.of(platform.transit().range());
    beliefs = new Beliefs(claims, new Claimed(range), platform.namespaces().egress());
    this.claims = claims;
    this.grace = grace;
    this.clock = clock;
    resting = new RestingAddresses(client, platform.namespaces().gateway());
  }

  @Override
  public synchronized List<String> pin(String tenant, int count) throws TransitExhaustedException {
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      beliefs.refresh();
      var rests = kept(resting.read());
      var pinned = new ArrayList<>(has(tenant, rests));
      pinned.subList(Math.min(count, pinned.size()), pinned.size()).clear();
      if (pinned.size() < count) {
        pinned.addAll(free(tenant, count - pinned.size(), rests));
      }
      if (!reserve(tenant, pinned, rests) || resting.write(rests)) {
        handedOut.put(tenant, List.copyOf(pinned));
        return List.copyOf(pinned);
      }
    }
    throw contended();
  }

  @Override
  public synchronized List<String> expected(String tenant) {
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      beliefs.refresh();
      var rests = kept(resting.read());
      var expected = beliefs.current(tenant);
      var gone = beliefs.formerly(tenant);
      gone.removeAll(expected);
      gone.removeAll(rests.keySet());
      rest(tenant, gone, rests);
      if (gone.isEmpty() || resting.write(rests)) {
        expected.addAll(own(tenant, rests));
        return List.copyOf(expected);
      }
    }
    throw contended();
  }

  @Override
  public synchronized void release(String tenant) {
    for (var attempt = 0; attempt < ATTEMPTS; attempt++) {
      beliefs.refresh();
      var rests = kept(resting.read());
      var given = beliefs.formerly(tenant);
      // What rests already rests from then on, however often it is given back.
      given.removeAll(rests.keySet());
      given.addAll(beliefs.current(tenant));
      given.addAll(handedOut.getOrDefault(tenant, List.of()));
      rest(tenant, given, rests);
      if (given.isEmpty() || resting.write(rests)) {
        handedOut.remove(tenant);
        return;
      }
    }
    throw contended();
  }

  /** As it is now. */
  public synchronized Use use() {
    beliefs.refresh();
    var unusable = unusable();
    var used = beliefs.claimed();
    var onlyResting = offsets(resting.read().keySet());
    onlyResting.andNot(used);
    onlyResting.andNot(unusable);
    used.or(onlyResting);
    used.andNot(unusable);
    return new Use(
        range.size() - unusable.cardinality(), used.cardinality(), onlyResting.cardinality());
  }

  private BitSet unusable() {
    return Unusable.of(range, claims.transitSubnet().get());
  }

  /** What is in its egress gateway, then what was lately its own and is nobody else's. */
  private Set<String> has(String tenant, Map<String, Rest> rests) {
    var has = new LinkedHashSet<>(beliefs.pinned(tenant));
    var lately = own(tenant, rests);
    lately.addAll(beliefs.formerly(tenant));
    lately.removeIf(address -> {
      var rest = rests.get(address);
      return (rest != null && !rest.tenant().equals(tenant))
          || beliefs.isClaimedByOthers(tenant, address);
    });
    has.addAll(lately);
    return has;
  }

  private List<String> free(String tenant, int count, Map<String, Rest> rests)
      throws TransitExhaustedException {
    var taken = beliefs.claimed();
    taken.or(offsets(rests.keySet()));
    taken.or(unusable());
    var free = new ArrayList<String>();
    for (var offset = taken.nextClearBit(0);
        offset < range.size() && free.size() < count;
        offset = taken.nextClearBit(offset + 1)) {
      free.add(range.address(offset));
    }
    if (free.size() < count) {
      throw new TransitExhaustedException(exhausted(tenant, count, free.size()));
    }
    return free;
  }

  private String exhausted(String tenant, int wanted, int free) {
    var use = use();
    return "tenant %s needs %d more addresses of the transit range from %s on and %d are free: of %d, %d are in use and %d rest for %s after their last use; enlarge transit.range and the transit Subnet"
        .formatted(
            tenant,
            wanted,
            range.address(0),
            free,
            use.size(),
            use.used() - use.resting(),
            use.resting(),
            grace);
  }

  /**
   * Notes those that are in no egress gateway yet, before they are half way to being forgotten.
   *
   * @return whether there is anything to write
   */
  private boolean reserve(String tenant, List<String> pinned, Map<String, Rest> rests) {
    var inSpec = beliefs.pinned(tenant);
    var halfOver = clock.instant().minus(grace.dividedBy(2));
    var stale =
        pinned.stream()
            .filter(address -> !inSpec.contains(address))
            .filter(address ->
                !rests.containsKey(address) || rests.get(address).since().isBefore(halfOver))
            .toList();
    rest(tenant, stale, rests);
    return !stale.isEmpty();
  }

  private void rest(String tenant, Collection<String> addresses, Map<String, Rest> rests) {
    addresses.forEach(address -> rests.put(address, new Rest(tenant, clock.instant())));
  }

  /** Without what is over and nobody remembers, or has arrived where it was to go. */
  private Map<String, Rest> kept(Map<String, Rest> rests) {
    var kept = new HashMap<>(rests);
    kept.entrySet()
        .removeIf(entry -> {
          var tenant = entry.getValue().tenant();
          return beliefs.pinned(tenant).contains(entry.getKey())
              || (isOver(entry.getValue()) && !beliefs.formerly(tenant).contains(entry.getKey()));
        });
    return kept;
  }

  private boolean isOver(Rest rest) {
    return !rest.since().plus(grace).isAfter(clock.instant());
  }

  private Set<String> own(String tenant, Map<String, Rest> rests) {
    var own = new TreeSet<String>();
    rests.forEach((address, rest) -> {
      if (rest.tenant().equals(tenant) && !isOver(rest) && range.offset(address).isPresent()) {
        own.add(address);
      }
    });
    return own;
  }

  private BitSet offsets(Collection<String> addresses) {
    var offsets = new BitSet();
    addresses.forEach(address -> range.offset(address).ifPresent(offsets::set));
    return offsets;
  }

  private static IllegalStateException contended() {
    return new IllegalStateException(
        "somebody else keeps writing ConfigMap " + RestingAddresses.NAME);
  }
}
