package io.promferry.tenantpromconfig.operator.flow;

import io.promferry.tenantpromconfig.model.TenantId;
import io.promferry.tenantpromconfig.operator.GatewayReports;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What all ready replicas said when they were last asked. {@link #poll} asks them; reading never
 * waits for it.
 */
public final class PolledGatewayReports implements GatewayReports {
  private final GatewayReplicas replicas;
  private final Duration validity;
  private final Clock clock;
  private volatile Round last = new Round(Instant.EPOCH, false, List.of());

  /**
   * One time that all were asked.
   *
   * @param isComplete whether it is known which replicas there are
   */
  private record Round(Instant at, boolean isComplete, List<Asked> replicas) {
    private Stream<ReplicaReport> answers() {
      return replicas.stream().map(Asked::report).flatMap(Optional::stream);
    }
  }

  /**
   * A replica and its last answer.
   *
   * @param answered whether that was this time
   */
  record Asked(Replica replica, boolean answered, Optional<ReplicaReport> report) {}

  /**
   * Of these replicas.
   *
   * @param validity how long a round's answers prove what replicas have loaded; some intervals of
   *     polling
   */
  public PolledGatewayReports(GatewayReplicas replicas, Duration validity, Clock clock) {
    this.replicas = replicas;
    this.validity = validity;
    this.clock = clock;
  }

  /**
   * Asks all of them at once and waits for the answers, no longer than one of them may take.
   *
   * @throws InterruptedException if the caller is to stop
   */
  public void poll() throws InterruptedException {
    var before = new HashMap<Replica, ReplicaReport>();
    last.replicas().forEach(asked -> asked.report().ifPresent(r -> before.put(asked.replica(), r)));
    var found = replicas.ready();
    if (found.isEmpty()) {
      last = new Round(clock.instant(), false, last.replicas());
      return;
    }
    var answers = replicas.ask(found.get());
    var asked = new ArrayList<Asked>();
    for (var replica : found.get()) {
      var answer = Optional.ofNullable(answers.get(replica));
      asked.add(
          new Asked(
              replica,
              answer.isPresent(),
              answer.or(() -> Optional.ofNullable(before.get(replica)))));
    }
    last = new Round(clock.instant(), true, List.copyOf(asked));
  }

  @Override
  public boolean allHaveLoaded(String entry, String resourceVersion) {
    var round = last;
    return round.isComplete()
        && round.at().plus(validity).isAfter(clock.instant())
        && !round.replicas().isEmpty()
        && round.replicas().stream()
            .allMatch(asked ->
                asked.answered()
                    && asked
                        .report()
                        .map(report -> report.entries().get(entry))
                        .filter(resourceVersion::equals)
                        .isPresent());
  }

  @Override
  public Optional<Instant> lastUsed(TenantId tenant, String credentialId) {
    return newest(tenant, known -> known.lastUsed().get(credentialId));
  }

  @Override
  public TenantReport of(TenantId tenant) {
    var round = last;
    var lastSample = newest(tenant, ReplicaReport.Tenant::lastSample);
    var known = round.answers().map(report -> report.of(tenant)).flatMap(Optional::stream).toList();
    return with(Flow.FLOWING, known)
        .or(() -> with(Flow.REFUSED, known))
        .or(() -> unknown(round, tenant))
        .or(() -> with(Flow.SILENT, known))
        .map(found -> new TenantReport(found.flow(), found.text(), lastSample))
        .orElseGet(() -> new TenantReport(Flow.UNKNOWN, "no gateway replica answers", lastSample));
  }

  /** The one of these that has written last. */
  private static Optional<ReplicaReport.Tenant> with(Flow flow, List<ReplicaReport.Tenant> known) {
    return known.stream()
        .filter(tenant -> tenant.flow() == flow)
        .max(
            Comparator.comparing(
                ReplicaReport.Tenant::lastWrite, Comparator.nullsFirst(Comparator.naturalOrder())));
  }

  /** While one of them may have what the others miss, nobody can say that nothing comes. */
  private static Optional<ReplicaReport.Tenant> unknown(Round round, TenantId tenant) {
    return round.replicas().stream()
        .map(asked -> unknown(asked, tenant))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<ReplicaReport.Tenant> unknown(Asked asked, TenantId tenant) {
    if (!asked.answered()) {
      return Optional.of(
          unknown("gateway replica " + asked.replica().address() + " does not answer"));
    }
    var known = asked.report().flatMap(report -> report.of(tenant));
    return known.isEmpty()
        ? Optional.of(
            unknown("gateway replica " + asked.replica().address() + " has not loaded its entry"))
        : known.filter(said -> said.flow() == Flow.UNKNOWN);
  }

  private static ReplicaReport.Tenant unknown(String text) {
    return new ReplicaReport.Tenant(Flow.UNKNOWN, text, null, null, Map.of());
  }

  private Optional<Instant> newest(
      TenantId tenant, Function<ReplicaReport.Tenant, @Nullable Instant> time) {
    return last.answers()
        .map(report -> report.of(tenant))
        .flatMap(Optional::stream)
        .flatMap(known -> Stream.ofNullable(time.apply(known)))
        .max(Comparator.naturalOrder());
  }
}
