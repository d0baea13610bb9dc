package io.promferry.tenantpromconfig.operator;

import static io.promferry.tenantpromconfig.model.ConditionType.CREDENTIALS_READY;
import static io.promferry.tenantpromconfig.model.ConditionType.EGRESS_READY;
import static io.promferry.tenantpromconfig.model.ConditionType.PROMETHEUS_READY;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import io.promferry.tenantpromconfig.operator.objects.OwnedObjects;
import io.promferry.tenantpromconfig.operator.rollout.RollOutSlots;
import io.promferry.tenantpromconfig.operator.status.StatusWriter;
import io.promferry.tenantpromconfig.operator.status.Verdict;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;

/**
 * Takes a tenant away: its Prometheus until that is gone, then its way out, then its entry, then
 * its addresses. What is not there any more, even the kind of it, is gone; what is not ours stays.
 */
final class TenantDeletion {
  private final OwnedObjects objects;
  private final PrometheusPart prometheus;
  private final TransitAddresses addresses;
  private final VpcLists lists;
  private final CredentialKeeper keeper;
  private final RollOutSlots slots;
  private final StatusWriter status;
  private final Turns turns;

  TenantDeletion(
      OwnedObjects objects,
      PrometheusPart prometheus,
      TransitAddresses addresses,
      VpcLists lists,
      CredentialKeeper keeper,
      RollOutSlots slots,
      StatusWriter status,
      Turns turns) {
    this.objects = objects;
    this.prometheus = prometheus;
    this.addresses = addresses;
    this.lists = lists;
    this.keeper = keeper;
    this.slots = slots;
    this.status = status;
    this.turns = turns;
  }

  /** One look; whether everything is gone, so that the MetricsTenant may go. */
  boolean cleanUp(MetricsTenant tenant) {
    var turn = turns.of(tenant);
    slots.release(turn.tenancy().name());
    var gone = prometheusIsGone(turn) && egressIsGone(turn) && entryIsGone(turn);
    if (gone) {
      addresses.release(turn.tenancy().name());
      keeper.forget(turn.owner().uid());
    } else {
      tell(turn);
    }
    return gone;
  }

  private void tell(Turn turn) {
    var verdicts = new EnumMap<ConditionType, Verdict>(ConditionType.class);
    var found = turn.findings().verdicts();
    for (var condition : ConditionType.values()) {
      verdicts.put(
          condition,
          turn.findings().hasProblem(condition)
              ? found.getOrDefault(condition, Verdict.unknown("Deleting", ""))
              : Verdict.no("Deleting", "The tenant is being deleted."));
    }
    status.write(turn.tenant(), verdicts, List.of(), Optional.empty());
  }

  private boolean prometheusIsGone(Turn turn) {
    var namespace = turn.namespace();
    var found =
        turn.attempts()
            .onPlatform(
                PROMETHEUS_READY,
                "Namespace " + namespace,
                () -> objects.find(Namespace.class, namespace));
    if (found.filter(Optional::isEmpty).isPresent()) {
      return true;
    }
    return found.isPresent()
        && gone(turn, PROMETHEUS_READY, StatefulSet.class, turn.names().prometheus())
        && podsAreGone(turn)
        && gone(turn, PROMETHEUS_READY, ConfigMap.class, turn.names().prometheus())
        && gone(turn, PROMETHEUS_READY, ServiceAccount.class, turn.names().prometheus())
        && gone(turn, CREDENTIALS_READY, Secret.class, turn.names().credentials());
  }

  private boolean gone(
      Turn turn, ConditionType condition, Class<? extends HasMetadata> kind, String name) {
    return turn.attempts()
        .inNamespace(
            condition,
            kind.getSimpleName() + " " + turn.namespace() + "/" + name,
            turn.namespace(),
            () -> objects.remove(turn.owner(), kind, turn.namespace(), name))
        .orElse(false);
  }

  private boolean podsAreGone(Turn turn) {
    return turn.attempts()
        .inNamespace(
            PROMETHEUS_READY,
            "pods in " + turn.namespace(),
            turn.namespace(),
            () -> prometheus.pods(turn.namespace(), turn.names()).isEmpty())
        .orElse(false);
  }

  private boolean egressIsGone(Turn turn) {
    var names = turn.names();
    var namespace = turn.platform().namespaces().egress();
    var gateway =
        turn.attempts()
            .onPlatform(
                EGRESS_READY,
                "VpcEgressGateway " + namespace + "/" + names.egress(),
                () ->
                    objects.remove(
                        turn.owner(), VpcEgressGateway.class, namespace, names.egress()));
    return gateway.orElse(false)
        && turn.attempts()
            .onPlatform(
                EGRESS_READY,
                "SecurityGroup " + names.securityGroup(),
                () -> objects.remove(turn.owner(), SecurityGroup.class, names.securityGroup()))
            .orElse(false)
        && turn.attempts()
            .onPlatform(
                EGRESS_READY,
                "Vpc " + turn.tenancy().id().vpc(),
                () -> {
                  lists.remove(turn.tenancy().name());
                  return true;
                })
            .orElse(false);
  }

  private boolean entryIsGone(Turn turn) {
    var tenants = turn.platform().namespaces().tenants();
    return turn.attempts()
        .onPlatform(
            CREDENTIALS_READY,
            "Secret " + tenants + "/" + turn.names().entry(),
            () -> objects.remove(turn.owner(), Secret.class, tenants, turn.names().entry()))
        .orElse(false);
  }
}
