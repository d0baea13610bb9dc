package io.promferry.gateway.discovery;

import io.promferry.gateway.discovery.ServiceFacts.ServicePort;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port of a pod behind a Service, as the Service's selector and ports say, not its endpoints,
 * into which anything can be written.
 *
 * @param servicePort null where the port is none of the Service's
 */
record ServiceBackend(ContainerPort port, @Nullable ServicePort servicePort) {
  /** For each port of the Service the one of the pod that it leads to. */
  static List<ServiceBackend> all(ServiceFacts service, OwnPod pod) {
    return service.ports().stream()
        .flatMap(servicePort ->
            pod.port(servicePort.target()).stream()
                .map(port -> new ServiceBackend(port, servicePort)))
        .toList();
  }

  /** What a ServiceMonitor's endpoint asks for: a Service's port by name, or a container's. */
  static List<ServiceBackend> of(ServiceFacts service, OwnPod pod, Monitor.Endpoint endpoint) {
    var ofService = all(service, pod);
    if (!endpoint.port().isEmpty()) {
      return ofService.stream()
          .filter(backend -> named(backend.servicePort()).equals(endpoint.port()))
          .toList();
    }
    if (endpoint.targetPort().isEmpty()) {
      return ofService;
    }
    return pod.pod().ports().stream()
        .filter(port -> port.isCalled(endpoint.targetPort()))
        .map(port ->
            ofService.stream()
                .filter(backend -> backend.port().equals(port))
                .findFirst()
                .orElseGet(() -> new ServiceBackend(port, null)))
        .toList();
  }

  private static String named(@Nullable ServicePort port) {
    return port == null ? "" : port.name();
  }

  /** Whether this is the container's port, or the Service's, that an annotation means. */
  boolean isAt(String nameOrNumber) {
    return port.isCalled(nameOrNumber)
        || (servicePort != null
            && (servicePort.name().equals(nameOrNumber)
                || Integer.toString(servicePort.number()).equals(nameOrNumber)));
  }
}
