package io.promferry.tenantpromconfig.operator.flow;

import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One of the gateway's processes.
 *
 * @param address of its pod
 * @param uid of its pod, because another may get the address
 */
record Replica(String address, String uid) {
  /** Those that are ready, as the Service's slices say; readiness that is not told counts as it. */
  static List<Replica> readyOf(Collection<EndpointSlice> slices) {
    return slices.stream()
        .filter(slice -> !"FQDN".equals(slice.getAddressType()))
        .flatMap(slice -> slice.getEndpoints().stream())
        .filter(Replica::isReady)
        .flatMap(Replica::of)
        .distinct()
        .toList();
  }

  private static boolean isReady(Endpoint endpoint) {
    var conditions = endpoint.getConditions();
    return conditions == null || !Boolean.FALSE.equals(conditions.getReady());
  }

  /** All addresses of an endpoint are the same process: the first will do. */
  private static Stream<Replica> of(Endpoint endpoint) {
    var uid = Optional.ofNullable(endpoint.getTargetRef()).map(ObjectReference::getUid).orElse("");
    return endpoint.getAddresses().stream()
        .filter(Objects::nonNull)
        .limit(1)
        .map(address -> new Replica(address, uid));
  }

  /** As in a URL. */
  String host() {
    return address.indexOf(':') < 0 ? address : "[" + address + "]";
  }
}
