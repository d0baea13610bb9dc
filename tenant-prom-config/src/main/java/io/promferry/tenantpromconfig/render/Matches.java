package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.IpRange;

/** OVN's expressions. */
final class Matches {
  private Matches() {}

  /** Packets to there. */
  static String destination(IpRange range) {
    return (range.isIpv4() ? "ip4.dst == " : "ip6.dst == ") + range.text();
  }
}
