package io.promferry.gateway.discovery;

import io.promferry.gateway.tenant.AddressText;
import java.util.Optional;
import java.util.regex.Pattern;

/** A pod that is the tenant's, under the address at which its Prometheus reaches it. */
record OwnPod(PodFacts pod, PodPlace.Inside place) {
  private static final Pattern REPLICA_SET_HASH = Pattern.compile("-[a-z0-9]{1,10}$");

  String address() {
    return AddressText.of(place.address());
  }

  /** {@code __address__}. */
  String address(int port) {
    return place.host() + ":" + port;
  }

  Optional<ContainerPort> port(int number) {
    return pod.ports().stream().filter(port -> port.number() == number).findFirst();
  }

  /** A container's port by name, or by number, declared or not. */
  Optional<ContainerPort> port(String nameOrNumber) {
    var named = pod.ports().stream().filter(port -> port.name().equals(nameOrNumber)).findFirst();
    return named.isPresent() ? named : PortNumber.parse(nameOrNumber).map(this::declaredOr);
  }

  private ContainerPort declaredOr(int number) {
    return port(number).orElseGet(() -> new ContainerPort("", "", number, "TCP"));
  }

  /** What a job is called where nobody says so. */
  String job() {
    var labels = pod.labels();
    var controller = pod.controller();
    var name = labels.getOrDefault("app.kubernetes.io/name", labels.getOrDefault("app", ""));
    if (!name.isEmpty()) {
      return name;
    }
    return switch (controller.kind()) {
      case "" -> pod.name();
      case "ReplicaSet" -> REPLICA_SET_HASH.matcher(controller.name()).replaceFirst("");
      default -> controller.name();
    };
  }
}
