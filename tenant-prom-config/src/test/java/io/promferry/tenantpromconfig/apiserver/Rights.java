package io.promferry.tenantpromconfig.apiserver;

import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody may do: rules of roles, each in one namespace or in the whole cluster. Knows no
 * URLs, aggregation or escalation.
 */
public final class Rights {
  private final List<Grant> grants = new ArrayList<>();

  private record Grant(@Nullable String namespace, PolicyRule rule) {}

  /** Everywhere, as by a ClusterRoleBinding. */
  public Rights inCluster(List<PolicyRule> rules) {
    rules.forEach(rule -> grants.add(new Grant(null, rule)));
    return this;
  }

  /** In one namespace, as by a RoleBinding there. */
  public Rights in(String namespace, List<PolicyRule> rules) {
    rules.forEach(rule -> grants.add(new Grant(namespace, rule)));
    return this;
  }

  /** Whether some rule allows it; a rule with resource names allows nothing that names none. */
  public boolean allow(Request request) {
    return grants.stream()
        .filter(grant -> grant.namespace() == null || grant.namespace().equals(request.namespace()))
        .anyMatch(grant -> allows(grant.rule(), request));
  }

  private static boolean allows(PolicyRule rule, Request request) {
    return contains(rule.getVerbs(), request.verb())
        && contains(rule.getApiGroups(), request.group())
        && contains(rule.getResources(), request.resourceAndSubresource())
        && (rule.getResourceNames().isEmpty() || rule.getResourceNames().contains(request.name()));
  }

  private static boolean contains(List<String> allowed, String asked) {
    return allowed.contains("*") || allowed.contains(asked);
  }
}
