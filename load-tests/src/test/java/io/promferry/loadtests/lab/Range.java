package io.promferry.loadtests.lab;

/**
 * A subnet, whose gateway has its first address.
 *
 * @param network its first three numbers, with a dot after each
 * @param prefix how many bits of it are fixed
 */
record Range(String name, String network, int prefix) {
  String cidr() {
    return network + "0/" + prefix;
  }

  String gateway() {
    return network + 1;
  }

  String gatewayCidr() {
    return gateway() + '/' + prefix;
  }
}
