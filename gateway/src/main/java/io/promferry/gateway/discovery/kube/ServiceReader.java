package io.promferry.gateway.discovery.kube;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.promferry.gateway.discovery.ServiceFacts;
import io.promferry.gateway.discovery.ServiceFacts.ServicePort;
import java.util.Map;
import java.util.Optional;

/** What of a Service is kept. */
final class ServiceReader {
  private ServiceReader() {}

  static Optional<ServiceFacts> read(GenericKubernetesResource service) {
    var meta = service.getMetadata();
    var spec = Fields.of(service.getAdditionalProperties().get("spec"));
    return Optional.of(
        new ServiceFacts(
            Kept.shared(meta.getNamespace()),
            meta.getName(),
            Kept.labels(requireNonNullElse(meta.getLabels(), Map.of())),
            Kept.annotations(requireNonNullElse(meta.getAnnotations(), Map.of())),
            Kept.labels(spec.textMap("selector")),
            spec.sections("ports").stream().map(ServiceReader::port).toList()));
  }

  private static ServicePort port(Fields port) {
    var protocol = port.text("protocol");
    var target = port.text("targetPort");
    return new ServicePort(
        Kept.shared(port.text("name")),
        (int) port.number("port"),
        // Zero is what an API server writes for "the same".
        target.isEmpty() || target.equals("0") ? port.text("port") : Kept.shared(target),
        protocol.isEmpty() ? "TCP" : Kept.shared(protocol));
  }
}
