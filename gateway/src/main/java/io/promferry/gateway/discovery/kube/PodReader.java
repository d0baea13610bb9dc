package io.promferry.gateway.discovery.kube;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.promferry.gateway.discovery.ContainerPort;
import io.promferry.gateway.discovery.PodFacts;
import io.promferry.gateway.discovery.PodFacts.Controller;
import io.promferry.gateway.discovery.PodFacts.NetworkClaim;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a Pod is kept. */
final class PodReader {
  private static final String KUBE_OVN = "ovn.kubernetes.io/";

  private PodReader() {}

  /** Empty if it does not run, or not for long any more. */
  static Optional<PodFacts> read(GenericKubernetesResource pod) {
    var meta = pod.getMetadata();
    var spec = Fields.of(pod.getAdditionalProperties().get("spec"));
    var status = Fields.of(pod.getAdditionalProperties().get("status"));
    if (meta.getDeletionTimestamp() != null || !status.text("phase").equals("Running")) {
      return Optional.empty();
    }
    var annotations = requireNonNullElse(meta.getAnnotations(), Map.<String, String>of());
    return Optional.of(
        new PodFacts(
            Kept.shared(meta.getNamespace()),
            meta.getName(),
            requireNonNullElse(meta.getUid(), ""),
            addresses(status),
            spec.is("hostNetwork"),
            isReady(status),
            Kept.labels(requireNonNullElse(meta.getLabels(), Map.of())),
            Kept.annotations(annotations),
            Kept.shared(spec.text("nodeName")),
            controller(meta),
            claim(annotations),
            ports(spec)));
  }

  private static List<String> addresses(Fields status) {
    return Stream.concat(
            Stream.of(status.text("podIP")),
            status.sections("podIPs").stream().map(address -> address.text("ip")))
        .filter(address -> !address.isEmpty())
        .distinct()
        .toList();
  }

  private static boolean isReady(Fields status) {
    return status.sections("conditions").stream()
        .anyMatch(condition ->
            condition.text("type").equals("Ready") && condition.text("status").equals("True"));
  }

  private static Controller controller(ObjectMeta meta) {
    return Stream.ofNullable(meta.getOwnerReferences())
        .flatMap(List::stream)
        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
        .findFirst()
        .map(owner -> new Controller(Kept.shared(owner.getKind()), Kept.shared(owner.getName())))
        .orElse(Controller.NONE);
  }

  private static NetworkClaim claim(Map<String, String> annotations) {
    var addresses = annotations.getOrDefault(KUBE_OVN + "ip_address", "");
    return new NetworkClaim(
        Arrays.stream(addresses.split(",", -1))
            .map(String::strip)
            .filter(a -> !a.isEmpty())
            .toList(),
        Kept.shared(annotations.getOrDefault(KUBE_OVN + "logical_router", "")),
        Kept.shared(annotations.getOrDefault(KUBE_OVN + "logical_switch", "")));
  }

  private static List<ContainerPort> ports(Fields spec) {
    return spec.sections("containers").stream()
        .flatMap(container ->
            container.sections("ports").stream().map(port -> port(container.text("name"), port)))
        .toList();
  }

  private static ContainerPort port(String container, Fields port) {
    var protocol = port.text("protocol");
    return new ContainerPort(
        Kept.shared(container),
        Kept.shared(port.text("name")),
        (int) port.number("containerPort"),
        protocol.isEmpty() ? "TCP" : Kept.shared(protocol));
  }
}
