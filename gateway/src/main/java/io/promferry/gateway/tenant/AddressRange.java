package io.promferry.gateway.tenant;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * An IP address, or all that begin with the same bits (RFC 4632, RFC 4291 section 2.3). Written as
 * literals only: no name is ever resolved. An IPv4 address mapped into IPv6 is that IPv4 address.
 *
 * @param first the lowest address
 * @param prefixBits how many of its leading bits count
 */
public record AddressRange(InetAddress first, int prefixBits) {
  /** Stricter than the JDK, which also reads {@code 10.1} and {@code 010.0.0.1}. */
  private static final Pattern IPV4 = Pattern.compile("(0|[1-9]\\d{0,2})(\\.(0|[1-9]\\d{0,2})){3}");

  /** No zone: it means another interface on another machine. */
  private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:]+(:\\d+(\\.\\d+){3})?");

  private static final Pattern PREFIX = Pattern.compile("0|[1-9]\\d{0,2}");

  /** How many bits of an IPv6 address stand before an IPv4 address that is mapped into it. */
  private static final int MAPPED_BITS = 96;

  public AddressRange {
    if (prefixBits < 0 || prefixBits > bits(first)) {
      throw new IllegalArgumentException("must have a prefix of 0 to " + bits(first) + " bits");
    }
    if (!hasOnlyPrefix(first.getAddress(), prefixBits)) {
      throw new IllegalArgumentException(
          "must have no bits set after the first "
              + prefixBits
              + ", got '"
              + AddressText.of(first)
              + "'");
    }
  }

  /**
   * Reads {@code 10.0.0.1}, {@code 10.0.0.0/24}, {@code 2001:db8::1} or {@code 2001:db8::/32}.
   *
   * @throws IllegalArgumentException if it is anything else; says what was wrong
   */
  public static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    var literal = slash < 0 ? text : text.substring(0, slash);
    var address = address(literal, text);
    if (slash < 0) {
      return new AddressRange(address, bits(address));
    }
    var prefix = text.substring(slash + 1);
    if (!PREFIX.matcher(prefix).matches()) {
      throw malformed(text);
    }
    boolean mapped = literal.indexOf(':') >= 0 && bits(address) == Integer.SIZE;
    return new AddressRange(address, Integer.parseInt(prefix) - (mapped ? MAPPED_BITS : 0));
  }

  private static InetAddress address(String literal, String text) {
    var form = literal.indexOf(':') >= 0 ? IPV6 : IPV4;
    if (!form.matcher(literal).matches()) {
      throw malformed(text);
    }
    try {
      return InetAddress.ofLiteral(literal);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(malformed(text).getMessage(), e);
    }
  }

  private static IllegalArgumentException malformed(String text) {
    return new IllegalArgumentException(
        "must be an IP address or a range such as 10.0.0.0/24 or 2001:db8::/32, got '"
            + text
            + "'");
  }

  private static int bits(InetAddress address) {
    return address.getAddress().length * Byte.SIZE;
  }

  private static boolean hasOnlyPrefix(byte[] address, int prefixBits) {
    var masked = address.clone();
    for (int bit = prefixBits; bit < masked.length * Byte.SIZE; bit++) {
      masked[bit >> 3] &= (byte) ~(0x80 >> (bit & 7));
    }
    return Arrays.equals(address, masked);
  }

  /** Whether the address is one of these. */
  public boolean contains(InetAddress address) {
    byte[] one = first.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
      return false;
    }
    int whole = prefixBits >> 3;
    if (Arrays.mismatch(one, 0, whole, other, 0, whole) >= 0) {
      return false;
    }
    int rest = prefixBits & 7;
    return rest == 0 || ((one[whole] ^ other[whole]) & 0xff) >> (Byte.SIZE - rest) == 0;
  }

  /** As {@link #parse} reads it, in the one form of RFC 5952; without the prefix of all bits. */
  @Override
  public String toString() {
    var text = AddressText.of(first);
    return prefixBits == bits(first) ? text : text + "/" + prefixBits;
  }
}
