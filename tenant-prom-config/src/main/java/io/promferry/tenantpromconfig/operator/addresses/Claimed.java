package io.promferry.tenantpromconfig.operator.addresses;

import io.fabric8.kubernetes.api.model.Secret;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Which addresses an object claims, by their offsets in the range. */
record Claimed(Ipv4Range range) {
  private static final Pattern ADDRESSES = Pattern.compile("\\d{1,3}(?:\\.\\d{1,3}){3}(?:/\\d+)?");

  /** Of the outer side, by spec. */
  List<String> pinned(VpcEgressGateway egress) {
    return addresses(egress.getSpec(), VpcEgressGateway.Spec::externalIps).toList();
  }

  /** Of the outer side, by status. */
  List<String> reported(VpcEgressGateway egress) {
    return addresses(egress.getStatus(), VpcEgressGateway.Status::externalIps).toList();
  }

  BitSet of(VpcEgressGateway egress) {
    return offsets(Stream.concat(pinned(egress).stream(), reported(egress).stream()));
  }

  BitSet of(MetricsTenant tenant) {
    var status = tenant.getStatus();
    return status == null || status.egressAddresses() == null
        ? new BitSet()
        : offsets(status.egressAddresses().stream());
  }

  /**
   * Every address and range that stands anywhere in the entry. It need not be parsed for that, so
   * that one which is broken keeps its addresses.
   */
  BitSet of(Secret entry) {
    var claimed = new BitSet();
    var data = entry.getData() == null ? List.<String>of() : entry.getData().values();
    for (var value : data) {
      var found = ADDRESSES.matcher(text(value));
      while (found.find()) {
        set(claimed, found.group());
      }
    }
    return claimed;
  }

  private static String text(String base64) {
    try {
      return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      return "";
    }
  }

  private void set(BitSet claimed, String text) {
    try {
      var block = Ipv4Range.of(text);
      var first = Math.max(block.first() - range.first(), 0);
      var end = Math.min(block.first() + block.size() - range.first(), range.size());
      if (first < end) {
        claimed.set((int) first, (int) end);
      }
    } catch (IllegalArgumentException _) {
      // Looks like an address and is none, such as 1.2.3.400.
    }
  }

  private BitSet offsets(Stream<String> addresses) {
    var offsets = new BitSet();
    addresses.map(range::offset).forEach(offset -> offset.ifPresent(offsets::set));
    return offsets;
  }

  private static <T> Stream<String> addresses(
      @Nullable T of, Function<T, @Nullable List<String>> lists) {
    var list = of == null ? null : lists.apply(of);
    return list == null ? Stream.empty() : list.stream().flatMap(joined -> split(joined).stream());
  }

  /** At the commas by which Kube-OVN joins both families' addresses. */
  static List<String> split(@Nullable String joined) {
    return joined == null
        ? List.of()
        : Arrays.stream(joined.split(",", -1))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .toList();
  }
}
