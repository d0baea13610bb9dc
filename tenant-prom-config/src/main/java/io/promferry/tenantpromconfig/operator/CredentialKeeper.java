package io.promferry.tenantpromconfig.operator;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.promferry.tenantpromconfig.model.CredentialsSpec;
import io.promferry.tenantpromconfig.model.Names;
import io.promferry.tenantpromconfig.model.PrometheusDuration;
import io.promferry.tenantpromconfig.operator.credentials.BearerToken;
import io.promferry.tenantpromconfig.operator.credentials.CredentialRotation;
import io.promferry.tenantpromconfig.operator.credentials.CredentialSigns;
import io.promferry.tenantpromconfig.operator.credentials.CredentialState;
import io.promferry.tenantpromconfig.operator.credentials.CredentialStep;
import io.promferry.tenantpromconfig.operator.credentials.CredentialWish;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tenants' credentials between their entries and their Secrets. Holds a token from when its digest
 * goes into the entry until the tenant's Secret has it, in memory only.
 */
final class CredentialKeeper {
  /** Of a MetricsTenant: any new value asks for a new token. */
  static final String ROTATE_ANNOTATION = "promferry.io/rotate";

  private final CredentialRotation rotation;
  private final GatewayReports reports;
  private final InstantSource clock;
  private final Map<String, BearerToken> held = new ConcurrentHashMap<>();

  CredentialKeeper(CredentialRotation rotation, GatewayReports reports, InstantSource clock) {
    this.rotation = rotation;
    this.reports = reports;
    this.clock = clock;
  }

  /** The next step for this tenant, from its entry and its Secret as they are in the cluster. */
  CredentialStep next(Turn turn, Optional<Secret> entry, Optional<Secret> secret) {
    var owner = turn.owner();
    var uid = owner.uid();
    var annotations = turn.tenant().getMetadata().getAnnotations();
    var signs =
        new CredentialSigns(
            secret.filter(owner::owns).flatMap(CredentialKeeper::token).map(BearerToken::sha256),
            entry.filter(this::isLoaded).isPresent(),
            annotations == null ? null : annotations.get(ROTATE_ANNOTATION),
            id -> reports.lastUsed(turn.tenancy().id(), id));
    var step =
        rotation.next(
            CredentialState.of(entry.filter(owner::owns)),
            Optional.ofNullable(held.get(uid)),
            wish(turn),
            signs,
            clock.instant());
    step.held().ifPresentOrElse(token -> held.put(uid, token), () -> held.remove(uid));
    return step;
  }

  private boolean isLoaded(Secret entry) {
    return reports.allHaveLoaded(
        entry.getMetadata().getName(), entry.getMetadata().getResourceVersion());
  }

  /** The token that may go to the tenant now: every gateway has its digest. */
  Optional<BearerToken> deliverable(CredentialStep step, Secret entry) {
    return step.held()
        .filter(token -> CredentialState.of(Optional.of(entry)).digests().contains(token.sha256()))
        .filter(token -> isLoaded(entry));
  }

  /** Forgets what it holds for a tenant that goes. */
  void forget(String uid) {
    held.remove(uid);
  }

  private static CredentialWish wish(Turn turn) {
    var spec = turn.tenancy().spec().credentials();
    return switch (turn.tenancy().credentials()) {
      case TOKEN ->
          new CredentialWish.Token(
              Optional.ofNullable(spec)
                  .map(CredentialsSpec::rotateEvery)
                  .flatMap(CredentialKeeper::period));
      case SERVICE_ACCOUNT ->
          new CredentialWish.ServiceAccount(turn.namespace() + "/" + turn.names().prometheus());
    };
  }

  /** Empty for what is no duration, which rendering reports, and for zero, which is never. */
  private static Optional<Duration> period(String text) {
    try {
      return Optional.of(PrometheusDuration.parse(text)).filter(every -> !every.isZero());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<BearerToken> token(Secret secret) {
    return Optional.ofNullable(secret.getData())
        .map(data -> data.get(Names.TOKEN_KEY))
        .map(CredentialKeeper::decoded)
        .map(BearerToken::new);
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }

  /** The tenant's Secret. */
  static Secret secret(Names names, String namespace, BearerToken token) {
    return new SecretBuilder()
        .withNewMetadata()
        .withName(names.credentials())
        .withNamespace(namespace)
        .withLabels(names.labels())
        .endMetadata()
        .withType("Opaque")
        .addToData(
            Names.TOKEN_KEY, Base64.getEncoder().encodeToString(token.value().getBytes(UTF_8)))
        .build();
  }
}
