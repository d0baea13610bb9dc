package io.promferry.helm;

import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.ClusterRoleBinding;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleRef;
import io.fabric8.kubernetes.api.model.rbac.Subject;
import java.util.List;
import java.util.stream.Stream;

/** What a service account may, by the rendered roles and bindings; asked as the API server does. */
record Rights(List<Grant> grants) {
  /** A rule, in a namespace or, with an empty one, in all of the cluster. */
  record Grant(String namespace, PolicyRule rule) {}

  static Rights of(RenderedChart chart, String account) {
    var clusterWide =
        chart.all(ClusterRoleBinding.class).stream()
            .filter(binding -> names(binding.getSubjects(), account))
            .flatMap(binding -> rules(chart, binding.getRoleRef(), ""))
            .map(rule -> new Grant("", rule));
    var namespaced =
        chart.all(RoleBinding.class).stream()
            .filter(binding -> names(binding.getSubjects(), account))
            .flatMap(binding -> {
              var namespace = binding.getMetadata().getNamespace();
              return rules(chart, binding.getRoleRef(), namespace)
                  .map(rule -> new Grant(namespace, rule));
            });
    return new Rights(Stream.concat(clusterWide, namespaced).toList());
  }

  /** For any name; {@code namespace} is empty for what is in none. */
  boolean allow(String verb, String group, String resource, String namespace) {
    return grants.stream()
        .filter(grant -> grant.namespace().isEmpty() || grant.namespace().equals(namespace))
        .map(Grant::rule)
        .anyMatch(rule ->
            rule.getResourceNames().isEmpty()
                && rule.getVerbs().contains(verb)
                && rule.getApiGroups().contains(group)
                && rule.getResources().contains(resource));
  }

  private static boolean names(List<Subject> subjects, String account) {
    return subjects.stream().anyMatch(subject -> subject.getName().equals(account));
  }

  private static Stream<PolicyRule> rules(RenderedChart chart, RoleRef role, String namespace) {
    return role.getKind().equals("ClusterRole")
        ? chart.one(ClusterRole.class, role.getName()).getRules().stream()
        : chart.all(Role.class).stream()
            .filter(candidate ->
                candidate.getMetadata().getName().equals(role.getName())
                    && candidate.getMetadata().getNamespace().equals(namespace))
            .flatMap(found -> found.getRules().stream());
  }
}
