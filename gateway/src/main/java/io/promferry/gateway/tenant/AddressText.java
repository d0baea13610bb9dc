package io.promferry.gateway.tenant;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;

/** How an IP address is written: one form for each, of IPv6 that of RFC 5952. */
public final class AddressText {
  private static final int GROUPS = 8;

  private AddressText() {}

  /** Without a zone. */
  public static String of(InetAddress address) {
    return address instanceof Inet4Address ? address.getHostAddress() : ipv6(address.getAddress());
  }

  private static String ipv6(byte[] address) {
    var groups = new int[GROUPS];
    var bytes = ByteBuffer.wrap(address);
    for (int i = 0; i < GROUPS; i++) {
      groups[i] = bytes.getShort() & 0xffff;
    }
    int longest = 0;
    int at = GROUPS;
    for (int i = 0; i < GROUPS; i++) {
      int zeros = zeros(groups, i);
      if (zeros > longest && zeros > 1) {
        longest = zeros;
        at = i;
      }
    }
    var text = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      if (i == at) {
        text.append("::");
        i += longest - 1;
      } else {
        text.append(i == 0 || i == at + longest ? "" : ":").append(Integer.toHexString(groups[i]));
      }
    }
    return text.toString();
  }

  /** How many groups from here on are zero. */
  private static int zeros(int[] groups, int from) {
    int end = from;
    while (end < GROUPS && groups[end] == 0) {
      end++;
    }
    return end - from;
  }
}
