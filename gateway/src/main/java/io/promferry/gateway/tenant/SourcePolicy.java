package io.promferry.gateway.tenant;

import java.net.InetAddress;
import java.util.List;

/**
 * From which addresses a tenant is expected, and what happens when it comes from another. Addresses
 * are a second factor, never the identity.
 */
public record SourcePolicy(Mode mode, List<AddressRange> addresses) {
  /** Nothing is expected. */
  public static final SourcePolicy OFF = new SourcePolicy(Mode.OFF, List.of());

  /** What happens. */
  public enum Mode {
    /** Nothing. */
    OFF,
    /** It is counted and logged, and passes. */
    AUDIT,
    /** It is counted and logged, and told to come back. */
    ENFORCE
  }

  public SourcePolicy {
    addresses = List.copyOf(addresses);
    if (mode == Mode.ENFORCE && addresses.isEmpty()) {
      throw new IllegalArgumentException(
          "needs at least one address with mode enforce, or nothing could ever pass");
    }
  }

  /** Whether a request from there is as it should be. */
  public boolean expects(InetAddress source) {
    if (mode == Mode.OFF) {
      return true;
    }
    for (var range : addresses) {
      if (range.contains(source)) {
        return true;
      }
    }
    return false;
  }

  /** Whether what is not expected may pass all the same. */
  public boolean admitsUnexpected() {
    return mode != Mode.ENFORCE;
  }
}
