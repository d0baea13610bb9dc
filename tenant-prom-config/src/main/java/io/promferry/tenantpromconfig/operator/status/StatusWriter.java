package io.promferry.tenantpromconfig.operator.status;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.MetricsTenantStatus;
import io.promferry.tenantpromconfig.model.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Writes a MetricsTenant's status where it has changed, and Events for what has become of it. */
public final class StatusWriter {
  private static final Duration SAMPLE_TIME_STEP = Duration.ofMinutes(1);

  private final KubernetesClient client;
  private final TransitionEvents events;
  private final InstantSource clock;

  public StatusWriter(KubernetesClient client, TransitionEvents events, InstantSource clock) {
    this.client = client;
    this.events = events;
    this.clock = clock;
  }

  /**
   * Writes what was found.
   *
   * @param egressAddresses from which the tenant's writes come
   * @param lastSample the newest sample that a gateway knows, empty if none does; what was written
   *     stays then
   */
  public void write(
      MetricsTenant tenant,
      Map<ConditionType, Verdict> verdicts,
      List<String> egressAddresses,
      Optional<Instant> lastSample) {
    var before = tenant.getStatus();
    var generation = tenant.getMetadata().getGeneration();
    var status =
        new MetricsTenantStatus(
            generation,
            Conditions.of(verdicts, before, generation, clock.instant()),
            egressAddresses,
            sampleTime(before, lastSample));
    if (status.equals(before)) {
      return;
    }
    patch(tenant, status);
    events.emit(tenant, before, status);
  }

  private static @Nullable String sampleTime(
      @Nullable MetricsTenantStatus before, Optional<Instant> lastSample) {
    var written = before == null ? null : before.lastSampleTime();
    if (lastSample.isEmpty()) {
      return written;
    }
    var due =
        written == null
            || !lastSample.get().isBefore(Instant.parse(written).plus(SAMPLE_TIME_STEP));
    return due ? lastSample.get().toString() : written;
  }

  private void patch(MetricsTenant tenant, MetricsTenantStatus status) {
    var patch = new MetricsTenant();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(tenant.getMetadata().getName())
            .withUid(tenant.getMetadata().getUid())
            .build());
    patch.setStatus(status);
    client
        .resource(patch)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(Names.FIELD_MANAGER)
                .withForce(true)
                .build());
  }
}
