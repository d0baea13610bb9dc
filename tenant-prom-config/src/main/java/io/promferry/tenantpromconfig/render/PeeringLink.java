package io.promferry.tenantpromconfig.render;

/**
 * The two ends of a peering, each with its prefix: four addresses of 169.254.0.0/16.
 *
 * @param number which four; from 0
 */
record PeeringLink(int number) {
  /** All but the last 256 addresses, in which BFD runs. */
  static final int COUNT = (65_536 - 256) / 4;

  /** In which clouds have their metadata service. */
  static final int RESERVED = (169 * 256 + 254) / 4;

  /** The tenant's end. */
  String tenantEnd() {
    return address(1);
  }

  /** The hub's end. */
  String hubEnd() {
    return address(2);
  }

  static String withPrefix(String end) {
    return end + "/30";
  }

  private String address(int offset) {
    var low = number * 4 + offset;
    return "169.254.%d.%d".formatted(low / 256, low % 256);
  }
}
