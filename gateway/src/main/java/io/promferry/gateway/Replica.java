package io.promferry.gateway;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Which of several gateways this one is. */
final class Replica {
  private Replica() {}

  /** The name of the host, or of the pod; what its environment says, else what the system says. */
  static String name() {
    var name = System.getenv("HOSTNAME");
    if (name != null && !name.isEmpty()) {
      return name;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
