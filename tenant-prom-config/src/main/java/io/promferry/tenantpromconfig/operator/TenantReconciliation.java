package io.promferry.tenantpromconfig.operator;

import static io.promferry.tenantpromconfig.model.ConditionType.EGRESS_READY;
import static io.promferry.tenantpromconfig.model.ConditionType.FLOWING;
import static io.promferry.tenantpromconfig.model.ConditionType.PROMETHEUS_READY;
import static io.promferry.tenantpromconfig.model.ConditionType.READY;

import io.fabric8.kubernetes.api.model.Namespace;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.operator.GatewayReports.Flow;
import io.promferry.tenantpromconfig.operator.objects.OwnedObjects;
import io.promferry.tenantpromconfig.operator.status.StatusWriter;
import io.promferry.tenantpromconfig.operator.status.Verdict;
import io.promferry.tenantpromconfig.render.RenderedTenant;
import io.promferry.tenantpromconfig.render.Surroundings;
import io.promferry.tenantpromconfig.render.TenantRenderer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Brings the cluster to what a tenant needs, as far as that is possible now, and says how far that
 * is. Looks at everything anew each time, so it may be interrupted anywhere and called as often as
 * one likes.
 */
final class TenantReconciliation {
  private static final Duration SOON = Duration.ofSeconds(3);
  private static final Duration LATER = Duration.ofSeconds(15);
  private static final Duration STEADY = Duration.ofMinutes(1);

  private final Observed observed;
  private final OwnedObjects objects;
  private final CredentialPart credentials;
  private final EgressPart egress;
  private final PrometheusPart prometheus;
  private final GatewayReports reports;
  private final StatusWriter status;
  private final Turns turns;

  TenantReconciliation(
      Observed observed,
      OwnedObjects objects,
      CredentialPart credentials,
      EgressPart egress,
      PrometheusPart prometheus,
      GatewayReports reports,
      StatusWriter status,
      Turns turns) {
    this.observed = observed;
    this.objects = objects;
    this.credentials = credentials;
    this.egress = egress;
    this.prometheus = prometheus;
    this.reports = reports;
    this.status = status;
    this.turns = turns;
  }

  /**
   * One look at the tenant.
   *
   * @return after what time the next one is due
   */
  Duration reconcile(MetricsTenant tenant) {
    var turn = turns.of(tenant);
    var addresses = bringAbout(turn);
    var report = reports.of(turn.tenancy().id());
    turn.findings().say(FLOWING, FlowVerdict.of(report));
    var verdicts = turn.findings().verdicts();
    status.write(tenant, verdicts, addresses, report.lastSample());
    return untilNext(verdicts);
  }

  private List<String> bringAbout(Turn turn) {
    var taken =
        turn.attempts()
            .onPlatform(
                ConditionType.CREDENTIALS_READY,
                "MetricsTenants and tenant entries",
                () -> Claims.problem(turn.tenant(), observed));
    if (taken.isEmpty() || taken.get().isPresent()) {
      taken.flatMap(t -> t).ifPresent(turn.findings()::add);
      return List.of();
    }
    checkNamespace(turn);
    var reading = credentials.read(turn);
    var pinned = egress.pin(turn);
    var rendered = render(turn, pinned, reading);
    rendered.problems().forEach(turn.findings()::add);
    var mayStart = reading.isPresent() && writeEntry(turn, reading.get(), rendered);
    var way = egress.write(turn, rendered);
    writePrometheus(turn, rendered, mayStart, way.mayRun());
    return way.addresses().isEmpty() ? pinned : way.addresses();
  }

  private void checkNamespace(Turn turn) {
    var name = turn.namespace();
    var found =
        turn.attempts()
            .onPlatform(
                PROMETHEUS_READY, "Namespace " + name, () -> objects.find(Namespace.class, name));
    if (found.filter(Optional::isEmpty).isPresent()) {
      turn.findings()
          .add(
              new Problem(
                  PROMETHEUS_READY,
                  "NamespaceMissing",
                  "There is no namespace %s. Create it and add it to VPC %s."
                      .formatted(name, turn.tenancy().id().vpc())));
    }
  }

  private RenderedTenant render(
      Turn turn, List<String> pinned, Optional<CredentialPart.Reading> reading) {
    var vpcs = list(turn, "Vpcs", observed::vpcs);
    var subnets = list(turn, "Subnets", observed::subnets);
    var others =
        observed.tenants().stream()
            .filter(t -> !t.getMetadata().getName().equals(turn.tenancy().name()))
            .filter(t -> t.getMetadata().getDeletionTimestamp() == null)
            .map(Tenancy::of)
            .toList();
    var digests = reading.map(r -> r.step().state().digests()).orElse(List.of());
    var surroundings =
        new Surroundings(vpcs, subnets, others, pinned, egress.expected(turn), digests);
    return new TenantRenderer(turn.platform()).render(turn.tenancy(), surroundings);
  }

  private static <T> List<T> list(Turn turn, String what, Supplier<List<T>> read) {
    return turn.attempts().onPlatform(EGRESS_READY, what, read).orElse(List.of());
  }

  private boolean writeEntry(Turn turn, CredentialPart.Reading reading, RenderedTenant rendered) {
    var entry = rendered.entry();
    return entry != null && credentials.write(turn, reading, entry);
  }

  /** Not without its credential, nor in a security group that is not its own. */
  private void writePrometheus(
      Turn turn, RenderedTenant rendered, boolean hasCredential, boolean hasWay) {
    if (turn.findings().hasProblem(READY)) {
      return;
    }
    if (!hasWay) {
      turn.findings()
          .say(
              PROMETHEUS_READY,
              Verdict.no(
                  "WaitsForEgress",
                  "Starts, or changes, when a way to the gateway is possible; see EgressReady."));
    } else if (!hasCredential) {
      turn.findings()
          .say(
              PROMETHEUS_READY,
              Verdict.no(
                  "WaitsForCredential",
                  "Starts when its credential is there; see CredentialsReady."));
    } else {
      prometheus.write(turn, rendered, lastSample(turn));
    }
  }

  private Optional<Instant> lastSample(Turn turn) {
    var report = reports.of(turn.tenancy().id());
    return report.flow() == Flow.FLOWING ? report.lastSample() : Optional.empty();
  }

  private static Duration untilNext(Map<ConditionType, Verdict> verdicts) {
    var moving =
        verdicts.values().stream()
            .map(Verdict::reason)
            .anyMatch(r ->
                r.equals("WaitsForGateway")
                    || r.equals("RotationUnderWay")
                    || r.equals(PrometheusPart.ROLLING_OUT)
                    || r.equals("PodsNotReady")
                    || r.equals("MissingRight"));
    if (moving) {
      return SOON;
    }
    var settled =
        verdicts.entrySet().stream()
            .filter(v -> v.getKey() == READY || v.getKey() == FLOWING)
            .allMatch(v -> v.getValue().holds());
    return settled ? STEADY : LATER;
  }
}
