package io.promferry.loadtests.lab;

import java.util.List;

/** The default VPC, as everybody knows it. */
final class Addresses {
  static final String DEFAULT_VPC = "ovn-cluster";
  static final Range OVN_DEFAULT = new Range("ovn-default", "10.16.0.", 16);
  static final Range TRANSIT = new Range("promferry-transit", "10.200.0.", 22);
  static final Range JOIN = new Range("join", "100.64.0.", 16);

  static final String GATEWAY_VIP = "10.96.0.50";
  static final int GATEWAY_VIP_PORT = 8443;
  static final List<String> GATEWAY_PODS = List.of("10.16.0.5", "10.16.0.6");
  static final int WRITE_PORT = 9201;
  static final int OPERATORS_PORT = 9202;

  static final String STORE = "10.16.0.20";
  static final int STORE_PORT = 9090;
  static final String OTHER_POD = "10.16.0.9";
  static final int OTHER_PORT = 8080;

  static final String API_VIP = "10.96.0.1";
  static final int API_VIP_PORT = 443;
  static final String NODE = "192.168.50.10";
  static final String NODE_ON_JOIN = "100.64.0.2";
  static final int API_PORT = 6443;
  static final int KUBELET_PORT = 10250;

  private Addresses() {}
}
