package io.promferry.tenantpromconfig.render;

import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** Collects what stands against a tenant, in the order in which it was found. */
final class Problems {
  private final List<Problem> found = new ArrayList<>();

  void egress(String reason, String message) {
    add(ConditionType.EGRESS_READY, reason, message);
  }

  void prometheus(String reason, String message) {
    add(ConditionType.PROMETHEUS_READY, reason, message);
  }

  void credentials(String reason, String message) {
    add(ConditionType.CREDENTIALS_READY, reason, message);
  }

  void add(ConditionType condition, String reason, String message) {
    found.add(new Problem(condition, reason, message));
  }

  List<Problem> all() {
    return List.copyOf(found);
  }
}
