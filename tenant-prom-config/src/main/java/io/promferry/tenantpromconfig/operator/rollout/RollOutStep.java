package io.promferry.tenantpromconfig.operator.rollout;

import io.fabric8.kubernetes.api.model.Pod;

/** What comes next in a tenant's restart. */
public sealed interface RollOutStep {
  /** Every pod is as it should be. */
  record Done() implements RollOutStep {}

  /** This pod may be replaced. {@code needsSlot}: its backlog could be lost if it is not sent. */
  record Replace(Pod pod, boolean needsSlot) implements RollOutStep {}

  /** Nothing can be done yet, and why; {@code begun}: some pods have been replaced. */
  record Wait(String why, boolean begun) implements RollOutStep {}
}
