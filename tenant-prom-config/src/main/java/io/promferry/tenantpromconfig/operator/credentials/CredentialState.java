package io.promferry.tenantpromconfig.operator.credentials;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the operator remembers of a tenant's credentials: digests, names and times, no token. Kept
 * in an annotation of the tenant's entry, so that it changes together with what the gateway reads.
 *
 * @param credentials newest first
 * @param rotateRequest the last value of the annotation {@code promferry.io/rotate} that was done
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record CredentialState(List<Credential> credentials, @Nullable String rotateRequest) {
  /** Of an entry; holds this state as JSON. */
  public static final String ANNOTATION = "promferry.io/credentials";

  /** Of a tenant without an entry. */
  public static final CredentialState NONE = new CredentialState(List.of(), null);

  private static final ObjectMapper JSON = new ObjectMapper();

  public CredentialState {
    credentials = List.copyOf(credentials);
  }

  /** As the entry has it; none where the annotation is missing or was spoilt by hand. */
  public static CredentialState of(Optional<Secret> entry) {
    return entry
        .map(e -> e.getMetadata().getAnnotations())
        .map(annotations -> annotations.get(ANNOTATION))
        .flatMap(CredentialState::parse)
        .orElse(NONE);
  }

  private static Optional<CredentialState> parse(String text) {
    try {
      return Optional.of(JSON.readValue(text, CredentialState.class));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** For {@link #ANNOTATION}. */
  public String toAnnotation() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("credentials cannot be written as JSON", e);
    }
  }

  /** Digests of the tokens, newest first. */
  public List<String> digests() {
    return credentials.stream()
        .filter(c -> c.kind() == Credential.Kind.TOKEN)
        .map(Credential::name)
        .toList();
  }

  /** The service account, if it is one of the credentials. */
  public Optional<String> serviceAccount() {
    return credentials.stream()
        .filter(c -> c.kind() == Credential.Kind.SERVICE_ACCOUNT)
        .map(Credential::name)
        .findFirst();
  }

  Optional<Credential> newest() {
    return credentials.stream().findFirst();
  }
}
