package io.promferry.tenantpromconfig.operator;

import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway;
import io.promferry.tenantpromconfig.model.kubeovn.VpcEgressGateway.StatusCondition;
import io.promferry.tenantpromconfig.operator.status.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What Kube-OVN says of a tenant's egress gateway, with what to do about it. */
final class EgressVerdict {
  private EgressVerdict() {}

  static Verdict of(VpcEgressGateway gateway) {
    var place = gateway.getMetadata().getNamespace() + "/" + gateway.getMetadata().getName();
    var status = gateway.getStatus();
    if (status == null) {
      return Verdict.no(
          "EgressGatewayNotSeen",
          "Kube-OVN has not looked at VpcEgressGateway %s yet. If it stays so, check that kube-ovn-controller runs and is 1.14 or later."
              .formatted(place));
    }
    if (Boolean.TRUE.equals(status.ready())) {
      return Verdict.yes("EgressGatewayReady", "VpcEgressGateway " + place + " is ready.");
    }
    var conditions = Objects.requireNonNullElse(status.conditions(), List.<StatusCondition>of());
    if (conditions.stream().anyMatch(c -> "VpcBfdPortNotEnabled".equals(c.reason()))) {
      return bfdPortMissing(Objects.requireNonNullElse(gateway.getSpec().vpc(), ""));
    }
    var said =
        conditions.stream()
            .filter(c -> !"True".equals(c.status()))
            .map(c -> "%s: %s %s".formatted(c.type(), c.reason(), blank(c.message())).strip())
            .collect(Collectors.joining("; "));
    return Verdict.no(
        "EgressGatewayNotReady",
        "VpcEgressGateway %s is not ready (phase %s)%s. See kubectl describe veg -n %s %s."
            .formatted(
                place,
                blank(status.phase()),
                said.isEmpty() ? "" : "; Kube-OVN says: " + said,
                gateway.getMetadata().getNamespace(),
                gateway.getMetadata().getName()));
  }

  private static Verdict bfdPortMissing(String vpc) {
    return Verdict.no(
        "BfdPortMissing",
        """
        VPC %s has no BFD port, without which a replica that is gone is not noticed. Set egress.bfd.managePort: true, \
        or: kubectl patch vpc %s --type merge -p '{"spec":{"bfdPort":{"enabled":true,"ip":"169.254.255.1"}}}', \
        or set egress.bfd.enabled: false.\
        """
            .formatted(vpc, vpc));
  }

  private static String blank(@Nullable String text) {
    return text == null ? "" : text;
  }

  /** Its outer addresses; Kube-OVN joins the two of a dual-stack pod by a comma. */
  static List<String> addresses(VpcEgressGateway gateway) {
    var status = gateway.getStatus();
    return status == null || status.externalIps() == null
        ? List.of()
        : status.externalIps().stream()
            .flatMap(pod -> Arrays.stream(pod.split(",")))
            .map(String::strip)
            .filter(address -> !address.isEmpty())
            .sorted()
            .toList();
  }
}
