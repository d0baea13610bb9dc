package io.promferry.tenantpromconfig.operator;

import static io.promferry.tenantpromconfig.model.ConditionType.EGRESS_READY;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.promferry.tenantpromconfig.model.EgressSpec;
import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.model.kubeovn.SecurityGroup;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import io.promferry.tenantpromconfig.operator.objects.OwnedObjects;
import io.promferry.tenantpromconfig.operator.status.Verdict;
import io.promferry.tenantpromconfig.render.RenderedTenant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A tenant's way to the gateway: its egress gateway, security group, and entries in Vpcs. */
final class EgressPart {
  private final OwnedObjects objects;
  private final TransitAddresses addresses;
  private final VpcLists lists;

  EgressPart(OwnedObjects objects, TransitAddresses addresses, VpcLists lists) {
    this.objects = objects;
    this.addresses = addresses;
    this.lists = lists;
  }

  /** The tenant's addresses in the transit range; none where it needs none or none are left. */
  List<String> pin(Turn turn) {
    var count = turn.tenancy().transitAddresses();
    if (count == 0) {
      return List.of();
    }
    return turn.attempts()
        .onPlatform(
            EGRESS_READY,
            "VpcEgressGateways in " + turn.platform().namespaces().egress(),
            () -> pin(turn, count))
        .orElse(List.of());
  }

  private List<String> pin(Turn turn, int count) {
    try {
      return addresses.pin(turn.tenancy().name(), count);
    } catch (TransitExhaustedException e) {
      turn.findings()
          .add(new Problem(EGRESS_READY, "TransitRangeExhausted", String.valueOf(e.getMessage())));
      return List.of();
    }
  }

  /** From where the gateway is to expect the tenant. */
  List<String> expected(Turn turn) {
    return turn.attempts()
        .onPlatform(
            EGRESS_READY,
            "VpcEgressGateways in " + turn.platform().namespaces().egress(),
            () -> addresses.expected(turn.tenancy().name()))
        .orElse(List.of());
  }

  /**
   * What came of it.
   *
   * @param addresses those that the egress gateway reports
   * @param mayRun whether Prometheus may start, in a security group that is its own
   */
  record Outcome(List<String> addresses, boolean mayRun) {}

  /**
   * Brings the way about. While something is wrong with it nothing is taken away: what was made
   * before may well work on, and the tenant's samples with it.
   */
  Outcome write(Turn turn, RenderedTenant rendered) {
    if (rendered.prometheus() == null) {
      return new Outcome(List.of(), false);
    }
    var isPossible = !turn.findings().hasProblem(EGRESS_READY);
    var gateway = apply(turn, rendered.egressGateway());
    var group = apply(turn, rendered.securityGroup());
    if (isPossible) {
      removeUnwanted(turn, rendered);
      ensureLists(turn, rendered);
    }
    turn.findings().say(EGRESS_READY, verdict(turn, gateway));
    return new Outcome(
        gateway.map(EgressVerdict::addresses).orElse(List.of()),
        rendered.securityGroup() == null || group.isPresent());
  }

  private void ensureLists(Turn turn, RenderedTenant rendered) {
    var done =
        turn.attempts()
            .onPlatform(
                EGRESS_READY,
                "Vpc " + turn.tenancy().id().vpc(),
                () -> lists.ensure(turn.tenancy().name(), rendered.vpcEntries()));
    done.orElse(List.of()).forEach(turn.findings()::add);
    if (done.isPresent() && turn.tenancy().transitAddresses() == 0) {
      addresses.release(turn.tenancy().name());
    }
  }

  private <T extends HasMetadata> Optional<T> apply(Turn turn, @Nullable T wanted) {
    return wanted == null
        ? Optional.empty()
        : turn.attempts()
            .onPlatform(EGRESS_READY, subject(wanted), () -> objects.apply(turn.owner(), wanted));
  }

  private void removeUnwanted(Turn turn, RenderedTenant rendered) {
    if (rendered.egressGateway() == null) {
      remove(turn, VpcEgressGateway.class);
    }
    if (rendered.securityGroup() == null) {
      remove(turn, SecurityGroup.class);
    }
  }

  private void remove(Turn turn, Class<? extends HasMetadata> kind) {
    var isGroup = kind == SecurityGroup.class;
    var namespace = turn.platform().namespaces().egress();
    var gone =
        turn.attempts()
            .onPlatform(
                EGRESS_READY,
                kind.getSimpleName(),
                () ->
                    isGroup
                        ? objects.remove(turn.owner(), kind, turn.names().securityGroup())
                        : objects.remove(turn.owner(), kind, namespace, turn.names().egress()));
    if (gone.filter(g -> !g).isPresent()) {
      turn.findings()
          .add(
              new Problem(
                  EGRESS_READY,
                  "OldEgressRemains",
                  kind.getSimpleName() + " is no longer wanted and is being removed."));
    }
  }

  private static Verdict verdict(Turn turn, Optional<VpcEgressGateway> gateway) {
    if (gateway.isPresent()) {
      return EgressVerdict.of(gateway.get());
    }
    return turn.tenancy().egress().type() == EgressSpec.Type.NONE
        ? Verdict.yes("NotManaged", "egress.type is none: the way to the gateway is not ours.")
        : Verdict.yes("EgressInPlace", "The entries for this way to the gateway are in place.");
  }

  static String subject(HasMetadata object) {
    var namespace = object.getMetadata().getNamespace();
    var name = object.getMetadata().getName();
    return object.getKind() + " " + (namespace == null ? name : namespace + "/" + name);
  }
}
