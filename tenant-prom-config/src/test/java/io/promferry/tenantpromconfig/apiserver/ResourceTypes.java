package io.promferry.tenantpromconfig.apiserver;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Which kinds there are: Kubernetes' own and those of the CustomResourceDefinitions in store. */
final class ResourceTypes {
  private static final String BUILT_IN =
      """
      v1 bindings Binding namespaced
      v1 configmaps ConfigMap namespaced
      v1 endpoints Endpoints namespaced
      v1 events Event namespaced
      v1 namespaces Namespace cluster status
      v1 nodes Node cluster status
      v1 persistentvolumeclaims PersistentVolumeClaim namespaced status
      v1 pods Pod namespaced status
      v1 secrets Secret namespaced
      v1 serviceaccounts ServiceAccount namespaced
      v1 services Service namespaced status
      apiextensions.k8s.io/v1 customresourcedefinitions CustomResourceDefinition cluster status
      apps/v1 controllerrevisions ControllerRevision namespaced
      apps/v1 daemonsets DaemonSet namespaced status
      apps/v1 deployments Deployment namespaced status
      apps/v1 replicasets ReplicaSet namespaced status
      apps/v1 statefulsets StatefulSet namespaced status
      coordination.k8s.io/v1 leases Lease namespaced
      discovery.k8s.io/v1 endpointslices EndpointSlice namespaced
      events.k8s.io/v1 events Event namespaced
      networking.k8s.io/v1 networkpolicies NetworkPolicy namespaced
      policy/v1 poddisruptionbudgets PodDisruptionBudget namespaced status
      rbac.authorization.k8s.io/v1 clusterrolebindings ClusterRoleBinding cluster
      rbac.authorization.k8s.io/v1 clusterroles ClusterRole cluster
      rbac.authorization.k8s.io/v1 rolebindings RoleBinding namespaced
      rbac.authorization.k8s.io/v1 roles Role namespaced
      """;

  static final ResourceType DEFINITIONS =
      new ResourceType(
          "apiextensions.k8s.io",
          "v1",
          "customresourcedefinitions",
          "CustomResourceDefinition",
          false,
          true,
          false);

  static final ResourceType NAMESPACES =
      new ResourceType("", "v1", "namespaces", "Namespace", false, true, false);

  private final List<ResourceType> builtIn = BUILT_IN.lines().map(ResourceTypes::builtIn).toList();
  private final Supplier<Stream<? extends JsonNode>> definitions;

  ResourceTypes(Supplier<Stream<? extends JsonNode>> definitions) {
    this.definitions = definitions;
  }

  Optional<ResourceType> find(String group, String version, String plural) {
    return all(group, version).filter(type -> type.plural().equals(plural)).findAny();
  }

  Stream<ResourceType> all(String group, String version) {
    return Stream.concat(builtIn.stream(), definitions.get().flatMap(ResourceTypes::ofDefinition))
        .filter(type -> type.group().equals(group) && type.version().equals(version));
  }

  private static ResourceType builtIn(String line) {
    var words = line.split(" ", -1);
    var slash = words[0].indexOf('/');
    return new ResourceType(
        slash < 0 ? "" : words[0].substring(0, slash),
        words[0].substring(slash + 1),
        words[1],
        words[2],
        words[3].equals("namespaced"),
        words.length > 4,
        false);
  }

  private static Stream<ResourceType> ofDefinition(JsonNode definition) {
    var spec = definition.path("spec");
    var names = spec.path("names");
    return spec.path("versions")
        .valueStream()
        .map(version ->
            new ResourceType(
                spec.path("group").asText(),
                version.path("name").asText(),
                names.path("plural").asText(),
                names.path("kind").asText(),
                spec.path("scope").asText().equals("Namespaced"),
                version.path("subresources").has("status"),
                true));
  }
}
