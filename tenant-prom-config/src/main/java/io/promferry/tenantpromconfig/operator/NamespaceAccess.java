package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.operator.objects.Owner;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The operator's rights in a tenant's namespace: a RoleBinding there to the ClusterRole {@code
 * promferry-tenant}, made by the platform, or by the operator where it may. It goes with the
 * MetricsTenant, by its owner reference.
 */
final class NamespaceAccess {
  private static final Logger logger = LoggerFactory.getLogger(NamespaceAccess.class);
  static final String ROLE = "promferry-tenant";

  private final KubernetesClient client;
  private final Owner owner;
  private final Settings settings;

  /**
   * How the operator is set up.
   *
   * @param bindNamespaces whether it makes the RoleBindings itself
   * @param namespace in which its service account is
   * @param serviceAccount as whom it speaks
   */
  record Settings(boolean bindNamespaces, String namespace, String serviceAccount) {}

  NamespaceAccess(KubernetesClient client, Owner owner, Settings settings) {
    this.client = client;
    this.owner = owner;
    this.settings = settings;
  }

  /** How somebody grants the rights. */
  String grant(String namespace) {
    return "kubectl create rolebinding promferry-operator -n %s --clusterrole=%s --serviceaccount=%s:%s"
        .formatted(namespace, ROLE, settings.namespace(), settings.serviceAccount());
  }

  /** Makes the RoleBinding, if that is this operator's business; the next attempt will tell. */
  void bind(String namespace) {
    if (!settings.bindNamespaces()) {
      return;
    }
    try {
      client.resource(binding(namespace)).create();
    } catch (KubernetesClientException e) {
      logger
          .atDebug()
          .addKeyValue("tenant", owner.name())
          .addKeyValue("namespace", namespace)
          .log("no RoleBinding made: {}", e.getMessage());
    }
  }

  private RoleBinding binding(String namespace) {
    return new RoleBindingBuilder()
        .withNewMetadata()
        .withName(new Names(owner.name()).prometheus())
        .withNamespace(namespace)
        .addToLabels(new Names(owner.name()).labels())
        .addToAnnotations(Owner.UID_ANNOTATION, owner.uid())
        .addToOwnerReferences(owner.reference())
        .endMetadata()
        .withNewRoleRef("rbac.authorization.k8s.io", "ClusterRole", ROLE)
        .addNewSubject()
        .withKind("ServiceAccount")
        .withName(settings.serviceAccount())
        .withNamespace(settings.namespace())
        .endSubject()
        .build();
  }
}
