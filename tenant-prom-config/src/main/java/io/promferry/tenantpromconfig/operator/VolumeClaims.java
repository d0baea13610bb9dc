package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A StatefulSet's volumes, which Kubernetes does not let anybody change. */
final class VolumeClaims {
  private VolumeClaims() {}

  /** Keeps what the cluster has, so that everything else can change; a problem if that differs. */
  static Optional<Problem> keep(StatefulSet wanted, StatefulSet live) {
    var asked = sizes(wanted.getSpec().getVolumeClaimTemplates());
    var found = sizes(live.getSpec().getVolumeClaimTemplates());
    if (asked.equals(found)) {
      return Optional.empty();
    }
    wanted.getSpec().setVolumeClaimTemplates(live.getSpec().getVolumeClaimTemplates());
    var place = live.getMetadata().getNamespace() + " " + live.getMetadata().getName();
    return Optional.of(
        new Problem(
            ConditionType.PROMETHEUS_READY,
            "StorageCannotChange",
            """
            prometheus.storage is %s, the StatefulSet has %s, and Kubernetes does not let it change. Enlarge the \
            PersistentVolumeClaims of its pods where the storage class allows it, then: kubectl delete statefulset \
            -n %s --cascade=orphan. Its pods go on, and the operator makes it again with the new size.\
            """
                .formatted(asked, found, place)));
  }

  private static List<String> sizes(List<PersistentVolumeClaim> claims) {
    return claims.stream()
        .map(c -> c.getSpec().getResources())
        .map(r ->
            r == null || r.getRequests() == null ? Map.<String, Quantity>of() : r.getRequests())
        .map(requests -> String.valueOf(requests.get("storage")))
        .toList();
  }
}
