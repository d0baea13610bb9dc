package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Cleaner;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.DeleteControl;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.inbound.SimpleInboundEventSource;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at a MetricsTenant whenever something of it has changed, and at times anyway. */
@ControllerConfiguration(finalizerName = Names.FINALIZER, generationAwareEventProcessing = false)
final class MetricsTenantController implements Reconciler<MetricsTenant>, Cleaner<MetricsTenant> {
  private static final Logger logger = LoggerFactory.getLogger(MetricsTenantController.class);
  private static final Duration WHILE_DELETING = Duration.ofSeconds(2);

  private final Function<EventSourceContext<MetricsTenant>, InformedView> views;
  private final Function<Observed, Work> works;
  private final OperatorMeters meters;
  private final SimpleInboundEventSource<MetricsTenant> calls =
      new SimpleInboundEventSource<>("calls");

  private volatile @Nullable Work work;

  /** What is done with a tenant. */
  record Work(Observed observed, TenantReconciliation reconciliation, TenantDeletion deletion) {}

  /**
   * Over work that can be set up only when there are informers.
   *
   * @param works from what the informers see
   */
  MetricsTenantController(
      Function<EventSourceContext<MetricsTenant>, InformedView> views,
      Function<Observed, Work> works,
      OperatorMeters meters) {
    this.views = views;
    this.works = works;
    this.meters = meters;
  }

  @Override
  public List<EventSource<?, MetricsTenant>> prepareEventSources(
      EventSourceContext<MetricsTenant> context) {
    var view = views.apply(context);
    work = works.apply(view);
    meters.countConditions(view::tenants);
    var sources = new ArrayList<>(view.sources());
    sources.add(calls);
    return sources;
  }

  /** Has every tenant looked at again, as after a change of the platform's settings. */
  void callAll() {
    var known = work;
    if (known != null) {
      known.observed().tenants().forEach(t -> calls.propagateEvent(ResourceID.fromResource(t)));
    }
  }

  @Override
  public UpdateControl<MetricsTenant> reconcile(
      MetricsTenant tenant, Context<MetricsTenant> context) {
    var next = work().reconciliation().reconcile(tenant);
    meters.reconciled("done");
    return UpdateControl.<MetricsTenant>noUpdate().rescheduleAfter(next);
  }

  @Override
  public DeleteControl cleanup(MetricsTenant tenant, Context<MetricsTenant> context) {
    var gone = work().deletion().cleanUp(tenant);
    meters.reconciled(gone ? "deleted" : "deleting");
    return gone
        ? DeleteControl.defaultDelete()
        : DeleteControl.noFinalizerRemoval().rescheduleAfter(WHILE_DELETING.toMillis());
  }

  private Work work() {
    var known = work;
    if (known == null) {
      throw new IllegalStateException("called before its informers were made");
    }
    return known;
  }

  /** Tried again by the framework, with pauses that grow. */
  @Override
  public ErrorStatusUpdateControl<MetricsTenant> updateErrorStatus(
      MetricsTenant tenant, Context<MetricsTenant> context, Exception e) {
    meters.reconciled("failed");
    var refusal = e instanceof KubernetesClientException k ? k.getCode() : 0;
    logger
        .atWarn()
        .addKeyValue("tenant", tenant.getMetadata().getName())
        .addKeyValue("status", refusal)
        .log("will be tried again: {}", e.getMessage());
    return ErrorStatusUpdateControl.noStatusUpdate();
  }
}
