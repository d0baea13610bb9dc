package io.promferry.tenantpromconfig.model;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * A range of addresses of one family, as a CIDR.
 *
 * @param address the first one
 * @param prefix how many leading bits all of them share
 */
public record IpRange(InetAddress address, int prefix) {
  public IpRange {
    var bits = address.getAddress().length * Byte.SIZE;
    if (prefix < 0 || prefix > bits) {
      throw new IllegalArgumentException(
          "a prefix of " + prefix + " bits is not within 0 to " + bits);
    }
  }

  /**
   * Reads a CIDR, or a single address as a range of one.
   *
   * @throws IllegalArgumentException if it is neither; says what it is
   */
  public static IpRange parse(String text) {
    var slash = text.indexOf('/');
    try {
      var address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
      var bits = address.getAddress().length * Byte.SIZE;
      return new IpRange(address, slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1)));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + text + "' is no address and no CIDR", e);
    }
  }

  /** As Kube-OVN writes dual stack: one or two, joined by a comma. */
  public static List<IpRange> parseAll(String joined) {
    return Stream.of(joined.split(",", -1)).map(String::strip).map(IpRange::parse).toList();
  }

  /** Whether all of the other's addresses are in it. */
  public boolean contains(IpRange other) {
    return prefix <= other.prefix && sameFirstBits(other, prefix);
  }

  /** Whether they have an address in common. */
  public boolean overlaps(IpRange other) {
    return sameFirstBits(other, Math.min(prefix, other.prefix));
  }

  /** Whether it is one address. */
  public boolean isSingle() {
    return prefix == address.getAddress().length * Byte.SIZE;
  }

  /** Whether it is IPv4. */
  public boolean isIpv4() {
    return address.getAddress().length == Integer.BYTES;
  }

  private boolean sameFirstBits(IpRange other, int bits) {
    var mine = address.getAddress();
    var others = other.address.getAddress();
    if (mine.length != others.length) {
      return false;
    }
    var rest = mine.length * Byte.SIZE - bits;
    return new BigInteger(1, mine)
        .shiftRight(rest)
        .equals(new BigInteger(1, others).shiftRight(rest));
  }

  /** As OVN's matches and routes have it: an address, or a CIDR. */
  public String text() {
    return isSingle() ? address.getHostAddress() : toString();
  }

  @Override
  public String toString() {
    return address.getHostAddress() + "/" + prefix;
  }
}
