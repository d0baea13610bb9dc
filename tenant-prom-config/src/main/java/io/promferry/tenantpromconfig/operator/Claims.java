package io.promferry.tenantpromconfig.operator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.promferry.tenantpromconfig.model.ConditionType;
import io.promferry.tenantpromconfig.model.MetricsTenant;
import io.promferry.tenantpromconfig.model.Problem;
import io.promferry.tenantpromconfig.model.Tenancy;
import io.promferry.tenantpromconfig.model.TenantId;
import io.promferry.tenantpromconfig.operator.credentials.EntryCredentials;
import io.promferry.tenantpromconfig.operator.objects.Owner;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Of two that claim to be one tenant in one VPC, the older keeps it. */
final class Claims {
  private static final Comparator<HasMetadata> BY_AGE =
      Comparator.comparing((HasMetadata o) ->
              Optional.ofNullable(o.getMetadata().getCreationTimestamp()).orElse("9999"))
          .thenComparing(o -> o.getMetadata().getName());

  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  private Claims() {}

  /** Why this tenant must not be, if somebody else was it before. */
  static Optional<Problem> problem(MetricsTenant tenant, Observed observed) {
    var id = Tenancy.of(tenant).id();
    var older =
        observed.tenants().stream()
            .filter(other -> !isSame(other, tenant))
            .filter(other -> Tenancy.of(other).id().equals(id))
            .filter(other -> BY_AGE.compare(other, tenant) < 0)
            .map(other -> "MetricsTenant " + other.getMetadata().getName())
            .findFirst();
    return older
        .or(() -> foreignEntry(tenant, id, observed.entries()))
        .map(holder ->
            new Problem(
                ConditionType.CREDENTIALS_READY,
                "IdentityTaken",
                "%s is older and already is tenant %s. Delete one of them, or give this one another spec.tenant or VPC."
                    .formatted(holder, id)));
  }

  private static boolean isSame(HasMetadata one, HasMetadata other) {
    return one.getMetadata().getName().equals(other.getMetadata().getName());
  }

  /** Entries of MetricsTenants are judged by these, so only those written by hand count here. */
  private static Optional<String> foreignEntry(
      MetricsTenant tenant, TenantId id, List<Secret> entries) {
    return entries.stream()
        .filter(entry -> !isManaged(entry))
        .filter(entry -> BY_AGE.compare(entry, tenant) < 0)
        .filter(entry -> claims(entry, id))
        .map(entry -> "the tenant entry in Secret " + entry.getMetadata().getName())
        .findFirst();
  }

  private static boolean isManaged(Secret entry) {
    var annotations = entry.getMetadata().getAnnotations();
    return annotations != null && annotations.containsKey(Owner.UID_ANNOTATION);
  }

  private static boolean claims(Secret entry, TenantId id) {
    try {
      var tenants = YAML.readTree(EntryCredentials.text(entry)).path("tenants");
      return StreamSupport.stream(tenants.spliterator(), false).anyMatch(t -> is(t, id));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean is(JsonNode tenant, TenantId id) {
    return tenant.path("name").asText().equals(id.tenant())
        && tenant.path("vpc").asText().equals(id.vpc());
  }
}
