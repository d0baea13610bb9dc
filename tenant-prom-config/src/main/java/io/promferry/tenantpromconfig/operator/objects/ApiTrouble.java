package io.promferry.tenantpromconfig.operator.objects;

import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.Problem;
import java.net.HttpURLConnection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an API server's refusal means for a tenant, and what to do about it. */
public final class ApiTrouble {
  private static final int UNPROCESSABLE = 422;

  private ApiTrouble() {}

  /**
   * The refusal as a problem, if it is one that somebody must do something about; else it is worth
   * another attempt.
   *
   * @param subject what was read or written, such as {@code VpcEgressGateway promferry-egress/acme}
   * @param namespace in which, null for cluster-scoped objects
   * @param grant the command that grants the rights in it
   */
  public static Optional<Problem> of(
      KubernetesClientException refusal,
      ConditionType condition,
      String subject,
      @Nullable String namespace,
      String grant) {
    return switch (refusal.getCode()) {
      case HttpURLConnection.HTTP_FORBIDDEN ->
          terminating(refusal)
              ? Optional.of(
                  new Problem(
                      condition,
                      "NamespaceTerminating",
                      subject + " cannot be made: its namespace is being deleted."))
              : Optional.of(
                  new Problem(condition, "MissingRight", missingRight(refusal, subject, grant)));
      case HttpURLConnection.HTTP_NOT_FOUND ->
          Optional.of(notFound(refusal, condition, subject, namespace));
      case UNPROCESSABLE, HttpURLConnection.HTTP_BAD_REQUEST ->
          Optional.of(
              new Problem(
                  condition, "RefusedByApiServer", subject + " was refused: " + text(refusal)));
      default -> Optional.empty();
    };
  }

  private static boolean terminating(KubernetesClientException refusal) {
    return text(refusal).contains("because it is being terminated");
  }

  private static String missingRight(
      KubernetesClientException refusal, String subject, String grant) {
    return "The operator has no right to do this with %s: %s. Grant it: %s"
        .formatted(subject, text(refusal), grant);
  }

  private static Problem notFound(
      KubernetesClientException refusal,
      ConditionType condition,
      String subject,
      @Nullable String namespace) {
    if (namespace != null && text(refusal).contains("namespaces \"")) {
      return new Problem(
          condition,
          "NamespaceMissing",
          "%s cannot be made: there is no namespace %s. Create it.".formatted(subject, namespace));
    }
    return new Problem(
        condition,
        "KindMissing",
        "The cluster does not know the kind of %s. Install Kube-OVN 1.14 or later with its custom resource definitions."
            .formatted(subject));
  }

  private static String text(KubernetesClientException refusal) {
    @Nullable Status status = refusal.getStatus();
    var message = status == null ? null : status.getMessage();
    return message == null ? "status " + refusal.getCode() : message;
  }
}
