package io.promferry.tenantpromconfig.operator.addresses;

import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * A block of IPv4 addresses, which are told apart in it by their offset from the first.
 *
 * @param first of the block, as an unsigned number
 * @param size how many there are, a power of two
 */
record Ipv4Range(long first, int size) {
  private static final Pattern TEXT =
      Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})(?:/(\\d{1,2}))?");
  private static final int BITS = 32;
  private static final int SHORTEST_PREFIX = 8;

  /**
   * From CIDR notation; an address alone is a block of one.
   *
   * @throws IllegalArgumentException if it is none, or greater than a /8
   */
  static Ipv4Range of(String cidr) {
    var parts = TEXT.matcher(cidr.strip());
    if (!parts.matches()) {
      throw new IllegalArgumentException("'" + cidr + "' is not an IPv4 range");
    }
    var address = 0L;
    for (var group = 1; group <= 4; group++) {
      var octet = Integer.parseInt(parts.group(group));
      if (octet > 255) {
        throw new IllegalArgumentException("'" + cidr + "' is not an IPv4 range");
      }
      address = (address << 8) | octet;
    }
    var prefix = parts.group(5) == null ? BITS : Integer.parseInt(parts.group(5));
    if (prefix < SHORTEST_PREFIX || prefix > BITS) {
      throw new IllegalArgumentException("'" + cidr + "' is greater than a /8, or no range");
    }
    var size = 1 << (BITS - prefix);
    return new Ipv4Range(address & -(long) size, size);
  }

  /** Of an address in it; none for any other text. */
  OptionalInt offset(String address) {
    try {
      var offset = of(address).first - first;
      return offset < 0 || offset >= size || address.indexOf('/') >= 0
          ? OptionalInt.empty()
          : OptionalInt.of((int) offset);
    } catch (IllegalArgumentException _) {
      return OptionalInt.empty();
    }
  }

  String address(int offset) {
    var address = first + offset;
    return (address >> 24)
        + "."
        + ((address >> 16) & 255)
        + "."
        + ((address >> 8) & 255)
        + "."
        + (address & 255);
  }
}
