package io.promferry.tenantpromconfig.operator;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.operator.objects.ApiTrouble;
import io.promferry.tenantpromconfig.operator.objects.ForeignObjectException;
import io.promferry.tenantpromconfig.operator.status.Findings;
import java.net.HttpURLConnection;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Requests on behalf of one tenant. What somebody must do something about becomes a finding;
 * anything else passes on and is tried again.
 */
final class Attempts {
  private static final String CHART =
      "upgrade the Helm chart's release, whose roles have all rights that this operator needs.";

  private final Findings findings;
  private final NamespaceAccess access;

  Attempts(Findings findings, NamespaceAccess access) {
    this.findings = findings;
    this.access = access;
  }

  /** In a platform namespace, or of a cluster-scoped object. */
  <T> Optional<T> onPlatform(ConditionType condition, String subject, Supplier<T> request) {
    return attempt(condition, subject, null, CHART, request);
  }

  /** In the tenant's namespace, where the operator may need a RoleBinding first. */
  <T> Optional<T> inNamespace(
      ConditionType condition, String subject, String namespace, Supplier<T> request) {
    return attempt(condition, subject, namespace, access.grant(namespace), request);
  }

  private <T> Optional<T> attempt(
      ConditionType condition,
      String subject,
      @Nullable String namespace,
      String grant,
      Supplier<T> request) {
    try {
      return Optional.of(request.get());
    } catch (ForeignObjectException e) {
      findings.add(new Problem(condition, "ForeignObject", String.valueOf(e.getMessage())));
    } catch (KubernetesClientException e) {
      if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN && namespace != null) {
        access.bind(namespace);
      }
      var trouble = ApiTrouble.of(e, condition, subject, namespace, grant);
      findings.add(trouble.orElseThrow(() -> e));
    }
    return Optional.empty();
  }
}
