package io.promferry.tenantpromconfig.operator.addresses;

import io.promferry.tenantpromconfig.model.kubeovn.Subnet;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which addresses of a range nobody may have, by their offsets. */
final class Unusable {
  private Unusable() {}

  /** The range's first and last, and what its Subnet keeps to itself or does not contain. */
  static BitSet of(Ipv4Range range, Optional<Subnet> subnet) {
    var unusable = new BitSet(range.size());
    unusable.set(0);
    unusable.set(range.size() - 1);
    subnet
        .map(Subnet::getSpec)
        .ifPresent(spec -> {
          keepWithin(range, spec.cidrBlock(), unusable);
          exclude(range, spec.gateway() == null ? List.of() : List.of(spec.gateway()), unusable);
          exclude(range, spec.excludeIps() == null ? List.of() : spec.excludeIps(), unusable);
        });
    return unusable;
  }

  private static void keepWithin(Ipv4Range range, @Nullable String cidrs, BitSet unusable) {
    for (var cidr : Claimed.split(cidrs)) {
      if (cidr.indexOf(':') < 0) {
        var block = Ipv4Range.of(cidr);
        set(unusable, range, range.first(), block.first());
        set(unusable, range, block.first() + block.size() - 1, range.first() + range.size() - 1);
      }
    }
  }

  /** Each {@code a}, {@code a..b}, or several with commas. */
  private static void exclude(Ipv4Range range, List<String> addresses, BitSet unusable) {
    for (var address : addresses.stream().flatMap(list -> Claimed.split(list).stream()).toList()) {
      if (address.indexOf(':') < 0) {
        var ends = address.split("\\.\\.", 2);
        set(
            unusable,
            range,
            Ipv4Range.of(ends[0]).first(),
            Ipv4Range.of(ends[ends.length - 1]).first());
      }
    }
  }

  /** Both ends included, as far as they lie in the range. */
  private static void set(BitSet unusable, Ipv4Range range, long from, long to) {
    var first = Math.max(from - range.first(), 0);
    var last = Math.min(to - range.first(), range.size() - 1L);
    if (first <= last) {
      unusable.set((int) first, (int) last + 1);
    }
  }
}
