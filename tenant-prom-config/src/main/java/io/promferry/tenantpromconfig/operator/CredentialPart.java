package io.promferry.tenantpromconfig.operator;

import static io.promferry.tenantpromconfig.model.ConditionType.CREDENTIALS_READY;

import io.fabric8.kubernetes.api.model.Secret;
import io.promferry.tenantpromconfig.operator.credentials.BearerToken;
import io.promferry.tenantpromconfig.operator.credentials.Credential;
import io.promferry.tenantpromconfig.operator.credentials.CredentialState;
import io.promferry.tenantpromconfig.operator.credentials.CredentialStep;
import io.promferry.tenantpromconfig.operator.credentials.EntryCredentials;
import io.promferry.tenantpromconfig.operator.objects.OwnedObjects;
import io.promferry.tenantpromconfig.operator.status.TransitionEvents;
import io.promferry.tenantpromconfig.operator.status.Verdict;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A tenant's entry and its Secret: the new digest first, then the token. */
final class CredentialPart {
  private static final Logger logger = LoggerFactory.getLogger(CredentialPart.class);

  private final OwnedObjects objects;
  private final CredentialKeeper keeper;
  private final TransitionEvents events;
  private final OperatorMeters meters;

  CredentialPart(
      OwnedObjects objects,
      CredentialKeeper keeper,
      TransitionEvents events,
      OperatorMeters meters) {
    this.objects = objects;
    this.keeper = keeper;
    this.events = events;
    this.meters = meters;
  }

  /** What was read of a tenant, and the step that follows from it. */
  record Reading(Optional<Secret> entry, Optional<Secret> secret, CredentialStep step) {}

  /** Reads where the tenant's credentials are; empty where they cannot be read. */
  Optional<Reading> read(Turn turn) {
    var names = turn.names();
    var tenants = turn.platform().namespaces().tenants();
    var entry =
        turn.attempts()
            .onPlatform(
                CREDENTIALS_READY,
                "Secret " + tenants + "/" + names.entry(),
                () -> objects.find(Secret.class, tenants, names.entry()));
    var secret =
        turn.attempts()
            .inNamespace(
                CREDENTIALS_READY,
                "Secret " + turn.namespace() + "/" + names.credentials(),
                turn.namespace(),
                () -> objects.find(Secret.class, turn.namespace(), names.credentials()));
    return entry.flatMap(e -> secret.map(s -> new Reading(e, s, keeper.next(turn, e, s))));
  }

  /**
   * Writes the entry, and the tenant's Secret when its time has come.
   *
   * @return whether its Prometheus may have the configuration for the credential
   */
  boolean write(Turn turn, Reading reading, Secret rendered) {
    var step = reading.step();
    step.minted().ifPresent(why -> tellMinted(turn, why));
    EntryCredentials.write(rendered, step.state());
    rendered
        .getMetadata()
        .setAnnotations(Map.of(CredentialState.ANNOTATION, step.state().toAnnotation()));
    var entry =
        turn.attempts()
            .onPlatform(
                CREDENTIALS_READY,
                "Secret " + turn.platform().namespaces().tenants() + "/" + turn.names().entry(),
                () -> objects.apply(turn.owner(), rendered, reading.entry()));
    entry.flatMap(e -> keeper.deliverable(step, e)).ifPresent(t -> deliver(turn, reading, t));
    if (entry.isPresent() && step.state().digests().isEmpty()) {
      removeSecret(turn);
    }
    turn.findings().say(CREDENTIALS_READY, verdict(step));
    return entry.isPresent() && hasWishedKind(step);
  }

  private void tellMinted(Turn turn, String why) {
    logger
        .atInfo()
        .addKeyValue("tenant", turn.tenancy().name())
        .addKeyValue("reason", why)
        .log("new token");
    meters.tokenMinted(why);
  }

  private void deliver(Turn turn, Reading reading, BearerToken token) {
    var secret = CredentialKeeper.secret(turn.names(), turn.namespace(), token);
    var written =
        turn.attempts()
            .inNamespace(
                CREDENTIALS_READY,
                "Secret " + turn.namespace() + "/" + turn.names().credentials(),
                turn.namespace(),
                () -> objects.apply(turn.owner(), secret, reading.secret()));
    if (written.isPresent()) {
      events.emit(
          turn.tenant(),
          "TokenDelivered",
          "The tenant's Secret has a new token; every replica of the gateway knows it already.");
    }
  }

  private void removeSecret(Turn turn) {
    var unused =
        turn.attempts()
            .inNamespace(
                CREDENTIALS_READY,
                "Secret " + turn.namespace() + "/" + turn.names().credentials(),
                turn.namespace(),
                () ->
                    objects.remove(
                        turn.owner(), Secret.class, turn.namespace(), turn.names().credentials()));
    logger.atDebug().addKeyValue("tenant", turn.tenancy().name()).log("no token: {}", unused);
  }

  /** Whether its Prometheus already has, or may have, one of the kind that it is configured for. */
  private static boolean hasWishedKind(CredentialStep step) {
    return step.state().credentials().stream()
        .anyMatch(c -> c.kind() == step.newest().kind() && c.delivered() != null);
  }

  private static Verdict verdict(CredentialStep step) {
    var newest = step.newest();
    if (!step.isDelivered()) {
      return hasWishedKind(step)
          ? Verdict.yes(
              "RotationUnderWay",
              "A new credential waits until every replica of the gateway has loaded it; the old one"
                  + " is good.")
          : Verdict.no(
              "WaitsForGateway",
              "The new credential waits until every ready replica of the gateway has loaded the"
                  + " tenant's entry. If it stays so, look at the gateway's pods and at its"
                  + " /api/v1/tenants.");
    }
    var old = step.state().credentials().size() - 1;
    var what =
        newest.kind() == Credential.Kind.TOKEN
            ? "The tenant's Secret has its token."
            : "The gateway knows service account " + newest.name() + ".";
    return old == 0
        ? Verdict.yes("CredentialInPlace", what)
        : Verdict.yes(
            "OldCredentialStillGood",
            what
                + " Until it was used and the others have not been for a while, these are good,"
                + " too: "
                + old
                + ".");
  }
}
