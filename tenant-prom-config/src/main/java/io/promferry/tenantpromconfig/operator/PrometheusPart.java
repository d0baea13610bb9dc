package io.promferry.tenantpromconfig.operator;

import static io.promferry.tenantpromconfig.model.ConditionType.PROMETHEUS_READY;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.operator.objects.OwnedObjects;
import io.promferry.tenantpromconfig.operator.rollout.PodTrouble;
import io.promferry.tenantpromconfig.operator.rollout.RollOut;
import io.promferry.tenantpromconfig.operator.rollout.RollOutSlots;
import io.promferry.tenantpromconfig.operator.rollout.RollOutStep;
import io.promferry.tenantpromconfig.operator.status.Verdict;
import io.promferry.tenantpromconfig.render.RenderedTenant;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tenant's Prometheus: its objects, its pods, and restarts that cannot be avoided. */
final class PrometheusPart {
  /** Why {@code PrometheusReady} is as it is while pods are replaced. */
  static final String ROLLING_OUT = "RollingOut";

  private static final Logger logger = LoggerFactory.getLogger(PrometheusPart.class);

  private final KubernetesClient client;
  private final OwnedObjects objects;
  private final RollOutSlots slots;

  PrometheusPart(KubernetesClient client, OwnedObjects objects, RollOutSlots slots) {
    this.client = client;
    this.objects = objects;
    this.slots = slots;
  }

  /**
   * Brings it about, and says how it is.
   *
   * @param lastSample the newest sample, if samples flow
   */
  void write(Turn turn, RenderedTenant rendered, Optional<Instant> lastSample) {
    if (turn.findings().hasProblem(PROMETHEUS_READY)) {
      return;
    }
    Stream.<@Nullable HasMetadata>of(rendered.serviceAccount(), rendered.config())
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .forEach(object -> apply(turn, object));
    var wanted = rendered.prometheus();
    if (wanted == null || turn.findings().hasProblem(PROMETHEUS_READY)) {
      return;
    }
    statefulSet(turn, wanted).ifPresent(set -> judge(turn, set, lastSample));
  }

  private <T extends HasMetadata> Optional<T> apply(Turn turn, T object) {
    return turn.attempts()
        .inNamespace(
            PROMETHEUS_READY,
            EgressPart.subject(object),
            turn.namespace(),
            () -> objects.apply(turn.owner(), object));
  }

  private Optional<StatefulSet> statefulSet(Turn turn, StatefulSet wanted) {
    return turn.attempts()
        .inNamespace(
            PROMETHEUS_READY,
            EgressPart.subject(wanted),
            turn.namespace(),
            () -> {
              var live =
                  objects.find(StatefulSet.class, turn.namespace(), wanted.getMetadata().getName());
              live.flatMap(found -> VolumeClaims.keep(wanted, found))
                  .ifPresent(turn.findings()::add);
              return objects.apply(turn.owner(), wanted, live);
            });
  }

  private void judge(Turn turn, StatefulSet set, Optional<Instant> lastSample) {
    var pods =
        turn.attempts()
            .inNamespace(
                PROMETHEUS_READY,
                "pods in " + turn.namespace(),
                turn.namespace(),
                () -> pods(turn.namespace(), turn.names()));
    pods.ifPresent(
        found -> turn.findings().say(PROMETHEUS_READY, verdict(turn, set, found, lastSample)));
  }

  /** Those of its StatefulSet; the label alone anybody in the namespace can put on a pod. */
  List<Pod> pods(String namespace, Names names) {
    return client
        .pods()
        .inNamespace(namespace)
        .withLabel(Names.TENANT_LABEL, names.labels().getOrDefault(Names.TENANT_LABEL, ""))
        .list()
        .getItems()
        .stream()
        .filter(pod -> isOf(pod, names.prometheus()))
        .toList();
  }

  private static boolean isOf(Pod pod, String statefulSet) {
    return pod.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner ->
            owner.getKind().equals(HasMetadata.getKind(StatefulSet.class))
                && owner.getName().equals(statefulSet));
  }

  private Verdict verdict(
      Turn turn, StatefulSet set, List<Pod> pods, Optional<Instant> lastSample) {
    var step = RollOut.next(set, pods, lastSample);
    var tenant = turn.tenancy().name();
    return switch (step) {
      case RollOutStep.Done() -> {
        slots.release(tenant);
        yield running(set);
      }
      case RollOutStep.Replace(Pod pod, boolean needsSlot) -> {
        if (needsSlot && !slots.take(tenant)) {
          yield Verdict.yes(
              "RestartDue", "Runs. A restart is due; it comes when other tenants' are done.");
        }
        replace(turn, pod);
        yield Verdict.no(
            ROLLING_OUT, "Pod %s is being replaced.".formatted(pod.getMetadata().getName()));
      }
      case RollOutStep.Wait(var why, var begun) ->
          PodTrouble.of(pods).orElseGet(() -> waiting(set, why, begun));
    };
  }

  private static Verdict waiting(StatefulSet set, String why, boolean begun) {
    var ready = ready(set);
    var wanted = set.getSpec().getReplicas();
    if (begun) {
      return Verdict.no(ROLLING_OUT, why);
    }
    if (ready < wanted) {
      return Verdict.no(
          "PodsNotReady", "%d of %d replicas are ready. %s".formatted(ready, wanted, why));
    }
    return Verdict.yes("Running", "All replicas run. " + why);
  }

  private static int ready(StatefulSet set) {
    var status = set.getStatus();
    return status == null || status.getReadyReplicas() == null ? 0 : status.getReadyReplicas();
  }

  private static Verdict running(StatefulSet set) {
    return Verdict.yes("Running", "All replicas run: " + set.getSpec().getReplicas() + ".");
  }

  private void replace(Turn turn, Pod pod) {
    var name = pod.getMetadata().getName();
    logger
        .atInfo()
        .addKeyValue("tenant", turn.tenancy().name())
        .addKeyValue("pod", name)
        .log("replaces a pod for a change that needs a restart");
    var done =
        turn.attempts()
            .inNamespace(
                PROMETHEUS_READY,
                "pod " + turn.namespace() + "/" + name,
                turn.namespace(),
                () -> client.resource(pod).delete());
    if (done.isEmpty()) {
      slots.release(turn.tenancy().name());
    }
  }
}
