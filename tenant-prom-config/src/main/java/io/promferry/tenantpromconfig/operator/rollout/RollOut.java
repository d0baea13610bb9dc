package io.promferry.tenantpromconfig.operator.rollout;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.promferry.tenantpromconfig.operator.rollout.RollOutStep.Done;
import io.promferry.tenantpromconfig.operator.rollout.RollOutStep.Replace;
import io.promferry.tenantpromconfig.operator.rollout.RollOutStep.Wait;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which pod of a StatefulSet with {@code OnDelete} is replaced next. A restart loses what its
 * Prometheus has not sent, so it comes only while samples flow, one pod after another, each ready
 * and heard of again before the next. A pod that does not run has nothing to lose.
 */
public final class RollOut {
  private static final String REVISION = "controller-revision-hash";

  private RollOut() {}

  /**
   * The next step.
   *
   * @param lastSample the newest sample that arrived, if samples flow; empty if they do not
   */
  public static RollOutStep next(StatefulSet set, List<Pod> pods, Optional<Instant> lastSample) {
    var status = set.getStatus();
    if (status == null
        || status.getUpdateRevision() == null
        || status.getObservedGeneration() == null
        || status.getObservedGeneration() < set.getMetadata().getGeneration()) {
      return new Wait("The StatefulSet's controller has not seen the change yet.", false);
    }
    var live = pods.stream().filter(p -> p.getMetadata().getDeletionTimestamp() == null).toList();
    var old =
        live.stream()
            .filter(p -> !status.getUpdateRevision().equals(revision(p)))
            .sorted(Comparator.comparing((Pod p) -> p.getMetadata().getName()).reversed())
            .toList();
    var idle = old.stream().filter(p -> !runs(p)).findFirst();
    if (idle.isPresent()) {
      return new Replace(idle.get(), false);
    }
    var begun = old.size() < pods.size() || live.size() < set.getSpec().getReplicas();
    if (live.size() < set.getSpec().getReplicas() || !live.stream().allMatch(RollOut::isReady)) {
      return old.isEmpty()
          ? new Wait("A pod is starting.", begun)
          : new Wait("Waits for the pod that is starting before the next one.", begun);
    }
    if (lastSample.isEmpty()
        || live.stream().anyMatch(p -> !readySince(p).isBefore(lastSample.get()))) {
      return old.isEmpty()
          ? new Wait("Waits for the first samples after the restart.", begun)
          : new Wait(
              "A restart is due; it comes when samples flow, because it loses what has not been"
                  + " sent.",
              begun);
    }
    return old.isEmpty() ? new Done() : new Replace(old.getFirst(), true);
  }

  private static String revision(Pod pod) {
    var labels = pod.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(REVISION, "");
  }

  private static boolean runs(Pod pod) {
    return pod.getStatus() != null
        && pod.getStatus().getContainerStatuses().stream()
            .anyMatch(c -> c.getState() != null && c.getState().getRunning() != null);
  }

  private static boolean isReady(Pod pod) {
    return condition(pod).isPresent();
  }

  private static Instant readySince(Pod pod) {
    return condition(pod).map(Instant::parse).orElse(Instant.MAX);
  }

  private static Optional<String> condition(Pod pod) {
    if (pod.getStatus() == null) {
      return Optional.empty();
    }
    return pod.getStatus().getConditions().stream()
        .filter(c -> "Ready".equals(c.getType()) && "True".equals(c.getStatus()))
        .map(c ->
            c.getLastTransitionTime() == null
                ? Instant.EPOCH.toString()
                : c.getLastTransitionTime())
        .findFirst();
  }
}
