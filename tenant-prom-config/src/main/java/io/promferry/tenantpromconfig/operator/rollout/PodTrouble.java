package io.promferry.tenantpromconfig.operator.rollout;

import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.promferry.tenantpromconfig.operator.status.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Why a tenant's Prometheus does not run, as far as its pods say it. */
public final class PodTrouble {
  private static final Set<String> IMAGE =
      Set.of("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull");

  private PodTrouble() {}

  /** What is wrong with the first pod with which something is. */
  public static Optional<Verdict> of(List<Pod> pods) {
    return pods.stream().flatMap(PodTrouble::of).findFirst();
  }

  private static Stream<Verdict> of(Pod pod) {
    if (pod.getStatus() == null) {
      return Stream.empty();
    }
    var name = pod.getMetadata().getName();
    var unscheduled =
        pod.getStatus().getConditions().stream()
            .filter(c -> "PodScheduled".equals(c.getType()) && "False".equals(c.getStatus()))
            .map(c ->
                Verdict.no(
                    "PodPending",
                    "Pod %s finds no node: %s. Check nodeSelector, tolerations, resources and the storage class."
                        .formatted(name, c.getMessage())));
    var waiting =
        Stream.concat(
                pod.getStatus().getInitContainerStatuses().stream(),
                pod.getStatus().getContainerStatuses().stream())
            .flatMap(c -> waiting(name, c));
    return Stream.concat(unscheduled, waiting);
  }

  private static Stream<Verdict> waiting(String pod, ContainerStatus container) {
    if (container.getState() == null || container.getState().getWaiting() == null) {
      return Stream.empty();
    }
    var waiting = container.getState().getWaiting();
    var reason = waiting.getReason() == null ? "" : waiting.getReason();
    var message = waiting.getMessage() == null ? "" : " (" + waiting.getMessage() + ")";
    if (IMAGE.contains(reason)) {
      return Stream.of(
          Verdict.no(
              "ImagePullFailed",
              "Pod %s cannot pull %s: %s%s. Check prometheus.image and imagePullSecrets."
                  .formatted(pod, container.getImage(), reason, message)));
    }
    if (reason.equals("CrashLoopBackOff")) {
      return Stream.of(
          Verdict.no(
              "PrometheusCrashes",
              "Prometheus in pod %s ends again and again%s. See kubectl logs %s --previous."
                  .formatted(pod, message, pod)));
    }
    if (reason.equals("ContainerCreating") || reason.equals("PodInitializing")) {
      return Stream.of(
          Verdict.no(
              "PodStarting",
              "Pod %s is being created. If it stays so: the subnet has a free address, the SecurityGroup lets the subnet's gateway pass, the volume is bound; see kubectl describe pod %s."
                  .formatted(pod, pod)));
    }
    return Stream.of(
        Verdict.no("PodWaiting", "Pod %s waits: %s%s.".formatted(pod, reason, message)));
  }
}
