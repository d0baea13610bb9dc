package io.promferry.tenantpromconfig.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.MetricsTenantStatus;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events for conditions whose status or reason has changed. Those of a cluster-scoped object lie in
 * the namespace {@code default}.
 */
public final class TransitionEvents {
  private static final Logger logger = LoggerFactory.getLogger(TransitionEvents.class);
  private static final String NAMESPACE = "default";
  private static final int LONGEST_NOTE = 1000;

  private final KubernetesClient client;
  private final String instance;
  private final InstantSource clock;

  /**
   * As one that reports.
   *
   * @param instance which replica of the operator this is
   */
  public TransitionEvents(KubernetesClient client, String instance, InstantSource clock) {
    this.client = client;
    this.instance = instance;
    this.clock = clock;
  }

  /** One Event for each condition that has changed; an Event that cannot be written is none. */
  void emit(MetricsTenant tenant, @Nullable MetricsTenantStatus before, MetricsTenantStatus after) {
    for (var type : ConditionType.values()) {
      var now = Conditions.find(after, type);
      var then = Conditions.find(before, type);
      if (now.isPresent() && then.map(c -> differs(c, now.get())).orElse(true)) {
        emit(tenant, now.get());
      }
    }
  }

  /** An Event about something that is no condition, such as a rotated token. */
  public void emit(MetricsTenant tenant, String reason, String note) {
    create(tenant, "Normal", reason, note);
  }

  private static boolean differs(Condition one, Condition other) {
    return !Objects.equals(one.getStatus(), other.getStatus())
        || !Objects.equals(one.getReason(), other.getReason());
  }

  private void emit(MetricsTenant tenant, Condition condition) {
    create(
        tenant,
        "False".equals(condition.getStatus()) ? "Warning" : "Normal",
        condition.getReason(),
        condition.getType() + "=" + condition.getStatus() + ": " + condition.getMessage());
  }

  private void create(MetricsTenant tenant, String type, String reason, String note) {
    var name = tenant.getMetadata().getName();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withGenerateName(name + "-")
            .withNamespace(NAMESPACE)
            .endMetadata()
            .withEventTime(new MicroTime(clock.instant().toString()))
            .withReportingController("promferry.io/operator")
            .withReportingInstance(instance)
            .withAction("Reconcile")
            .withType(type)
            .withReason(reason)
            .withNote(note.length() > LONGEST_NOTE ? note.substring(0, LONGEST_NOTE) : note)
            .withNewRegarding()
            .withApiVersion(HasMetadata.getApiVersion(MetricsTenant.class))
            .withKind(MetricsTenant.KIND)
            .withName(name)
            .withUid(tenant.getMetadata().getUid())
            .endRegarding()
            .build();
    try {
      client.events().v1().events().inNamespace(NAMESPACE).resource(event).create();
    } catch (KubernetesClientException e) {
      logger
          .atWarn()
          .addKeyValue("tenant", name)
          .addKeyValue("reason", reason)
          .log("event not written: {}", e.getMessage());
    }
  }
}
