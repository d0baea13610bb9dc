package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.IpRange;
import io.promferry.tenantpromconfig.model.kubeovn.Vpc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Which link each VPC has with a hub: the one it has already, else by a hash of its name, and the
 * next free one where that is taken. Asked again with the same VPCs, it says the same.
 */
final class PeeringLinks {
  private final Network network;
  private final String hub;

  PeeringLinks(Network network, String hub) {
    this.network = network;
    this.hub = hub;
  }

  /**
   * The link of the VPC.
   *
   * @param peered all VPCs that are or will be peered with the hub
   */
  PeeringLink of(String vpc, Set<String> peered) {
    var all = new TreeSet<>(peered);
    all.add(vpc);
    var known = new HashMap<String, Integer>();
    all.forEach(one -> existing(one).ifPresent(number -> known.put(one, number)));
    var hubUses = usedBy(hub, Set.copyOf(all));
    for (var one : all) {
      if (!known.containsKey(one)) {
        known.put(one, free(one, hubUses, known));
      }
    }
    return new PeeringLink(Objects.requireNonNull(known.get(vpc)));
  }

  private int free(String vpc, Set<Integer> hubUses, Map<String, Integer> known) {
    var taken = new HashSet<>(hubUses);
    taken.addAll(known.values());
    taken.addAll(usedBy(vpc, Set.of(hub)));
    taken.add(PeeringLink.RESERVED);
    var first = Math.floorMod((vpc + '\n' + hub).hashCode(), PeeringLink.COUNT);
    for (int step = 0; step < PeeringLink.COUNT; step++) {
      var number = (first + step) % PeeringLink.COUNT;
      if (!taken.contains(number)) {
        return number;
      }
    }
    throw new IllegalStateException("a VPC cannot have " + PeeringLink.COUNT + " peerings");
  }

  /** The one that the VPC's object has with the hub, if it is of ours' form. */
  private Optional<Integer> existing(String vpc) {
    return peerings(vpc)
        .filter(peering -> hub.equals(peering.remoteVpc()))
        .flatMap(peering -> number(peering).stream())
        .findFirst();
  }

  /** By peerings with others than these. */
  private Set<Integer> usedBy(String vpc, Set<String> butWith) {
    var used = new HashSet<Integer>();
    peerings(vpc)
        .filter(peering -> !butWith.contains(Objects.requireNonNullElse(peering.remoteVpc(), "")))
        .forEach(peering -> number(peering).ifPresent(used::add));
    return used;
  }

  private Stream<Vpc.Peering> peerings(String vpc) {
    return network
        .vpc(vpc)
        .map(Vpc::getSpec)
        .map(Vpc.Spec::vpcPeerings)
        .map(List::stream)
        .orElse(Stream.empty());
  }

  private static Optional<Integer> number(Vpc.Peering peering) {
    var text = peering.localConnectIp();
    if (text == null || !text.startsWith("169.254.")) {
      return Optional.empty();
    }
    try {
      var address = IpRange.parse(text).address().getAddress();
      var number = (Byte.toUnsignedInt(address[2]) * 256 + Byte.toUnsignedInt(address[3])) / 4;
      return number < PeeringLink.COUNT ? Optional.of(number) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
