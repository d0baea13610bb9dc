package io.promferry.tenantpromconfig.operator.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.tenantpromconfig.operator.credentials.Credential.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CredentialRotationTest {
  private static final CredentialWish MONTHLY =
      new CredentialWish.Token(Optional.of(Duration.ofDays(30)));

  private int minted;
  private final CredentialRotation rotation =
      new CredentialRotation(() -> new BearerToken("token-" + ++minted));

  private CredentialState entry = CredentialState.NONE;
  private Optional<BearerToken> held = Optional.empty();
  private Optional<String> secret = Optional.empty();
  private boolean loaded;
  private @Nullable String request;
  private final Map<String, Instant> used = new HashMap<>();
  private Instant now = Instant.parse("2026-11-01T00:00:00Z");

  private CredentialStep step(CredentialWish wish) {
    var signs =
        new CredentialSigns(secret, loaded, request, id -> Optional.ofNullable(used.get(id)));
    var step = rotation.next(entry, held, wish, signs, now);
    entry = step.state();
    held = step.held();
    return step;
  }

  private static String digest(int token) {
    return new BearerToken("token-" + token).sha256();
  }

  private void deliver() {
    secret = Optional.of(held.orElseThrow().sha256());
    step(MONTHLY);
  }

  private void use(int token) {
    used.put(digest(token).substring(0, 12), now);
  }

  @Test
  void putsTheFirstDigestIntoTheEntryAndHoldsTheToken() {
    var step = step(MONTHLY);

    assertThat(entry.digests()).containsExactly(digest(1));
    assertThat(held).contains(new BearerToken("token-1"));
    assertThat(step.isDelivered()).isFalse();
  }

  @Test
  void makesNoSecondTokenWhileTheFirstWaits() {
    step(MONTHLY);
    step(MONTHLY);

    assertThat(minted).isEqualTo(1);
  }

  @Test
  void letsGoOfTheTokenOnceTheTenantHasIt() {
    step(MONTHLY);
    deliver();

    assertThat(held).isEmpty();
    assertThat(entry.credentials().getFirst().isDelivered()).isTrue();
  }

  @Test
  void makesAnotherTokenAfterARestartAndKeepsTheDigestThatMayBeUnderWay() {
    step(MONTHLY);
    held = Optional.empty();
    step(MONTHLY);

    assertThat(entry.digests()).containsExactly(digest(2), digest(1));
  }

  @Test
  void takesADeliveryThatARestartHasInterruptedAsDone() {
    step(MONTHLY);
    secret = Optional.of(digest(1));
    held = Optional.empty();
    step(MONTHLY);

    assertThat(minted).isEqualTo(1);
    assertThat(entry.credentials().getFirst().isDelivered()).isTrue();
  }

  @Test
  void rotatesWhenItsTimeHasComeAndKeepsTheOldOne() {
    step(MONTHLY);
    deliver();
    now = now.plus(Duration.ofDays(30));
    var step = step(MONTHLY);

    assertThat(step.minted()).contains("RotationDue");
    assertThat(entry.digests()).containsExactly(digest(2), digest(1));
  }

  @Test
  void neverRotatesByTimeWithoutAPeriod() {
    var never = new CredentialWish.Token(Optional.empty());
    step(never);
    deliver();
    now = now.plus(Duration.ofDays(3000));
    step(never);

    assertThat(minted).isEqualTo(1);
  }

  @Test
  void rotatesOnceForEachNewRequest() {
    step(MONTHLY);
    deliver();
    request = "2026-11-02";
    assertThat(step(MONTHLY).minted()).contains("RotationRequested");
    deliver();
    step(MONTHLY);

    assertThat(minted).isEqualTo(2);
  }

  @Test
  void takesTheRequestThatStoodThereBeforeTheFirstTokenAsDone() {
    request = "first";
    step(MONTHLY);
    deliver();
    step(MONTHLY);

    assertThat(minted).isEqualTo(1);
  }

  @Test
  void replacesATokenThatWasAlteredAndAdoptsItNot() {
    step(MONTHLY);
    deliver();
    secret = Optional.of(new BearerToken("forged").sha256());
    var step = step(MONTHLY);

    assertThat(step.minted()).contains("TokenAltered");
    assertThat(entry.digests()).containsExactly(digest(2), digest(1));
  }

  @Test
  void replacesAnOldTokenThatSomebodyPutBack() {
    step(MONTHLY);
    deliver();
    request = "again";
    step(MONTHLY);
    deliver();
    secret = Optional.of(digest(1));

    assertThat(step(MONTHLY).minted()).contains("TokenAltered");
  }

  @Test
  void makesANewTokenWhereTheSecretIsGone() {
    step(MONTHLY);
    deliver();
    secret = Optional.empty();

    assertThat(step(MONTHLY).minted()).contains("TokenMissing");
  }

  private void rotated() {
    step(MONTHLY);
    deliver();
    request = "rotate";
    step(MONTHLY);
    deliver();
  }

  @Test
  void keepsTheOldTokenUntilTheNewOneWasUsed() {
    rotated();
    now = now.plus(Duration.ofDays(20));
    step(MONTHLY);

    assertThat(entry.digests()).containsExactly(digest(2), digest(1));
  }

  @Test
  void keepsTheOldTokenForTheOverlapAfterTheNewOneWasUsed() {
    rotated();
    use(2);
    step(MONTHLY);
    now = now.plus(CredentialRotation.OVERLAP).minusSeconds(1);
    step(MONTHLY);

    assertThat(entry.digests()).containsExactly(digest(2), digest(1));
  }

  @Test
  void takesTheOldTokenAwayAfterTheOverlap() {
    rotated();
    use(2);
    step(MONTHLY);
    now = now.plus(CredentialRotation.OVERLAP);
    step(MONTHLY);

    assertThat(entry.digests()).containsExactly(digest(2));
  }

  @Test
  void keepsTheOldTokenWhileAnotherReplicaStillUsesIt() {
    rotated();
    use(2);
    step(MONTHLY);
    now = now.plus(CredentialRotation.OVERLAP);
    use(1);
    step(MONTHLY);

    assertThat(entry.digests()).containsExactly(digest(2), digest(1));
  }

  @Test
  void takesTheOldTokenAwayAtLastEvenIfSomebodyStillUsesIt() {
    rotated();
    use(2);
    step(MONTHLY);
    now = now.plus(CredentialRotation.LONGEST_OVERLAP);
    use(1);
    step(MONTHLY);

    assertThat(entry.digests()).containsExactly(digest(2));
  }

  @Test
  void keepsTheTokenUntilTheServiceAccountWasUsed() {
    step(MONTHLY);
    deliver();
    var account = new CredentialWish.ServiceAccount("acme/promferry-acme");
    step(account);
    loaded = true;
    step(account);
    now = now.plus(CredentialRotation.LONGEST_OVERLAP);
    assertThat(step(account).state().digests()).containsExactly(digest(1));

    used.put("acme/promferry-acme", now);
    step(account);
    now = now.plus(CredentialRotation.OVERLAP);
    step(account);

    assertThat(entry.credentials())
        .extracting(Credential::kind)
        .containsExactly(Kind.SERVICE_ACCOUNT);
  }

  @Test
  void keepsTheTokenWhileAPodThatWasNotRestartedUsesIt() {
    step(MONTHLY);
    deliver();
    var account = new CredentialWish.ServiceAccount("acme/promferry-acme");
    loaded = true;
    step(account);
    used.put("acme/promferry-acme", now);
    step(account);
    step(account);
    now = now.plus(CredentialRotation.LONGEST_OVERLAP);
    use(1);
    step(account);

    assertThat(entry.digests()).containsExactly(digest(1));
  }

  @Test
  void doesNotGrowWithEachRestart() {
    step(MONTHLY);
    deliver();
    request = "rotate";
    for (int restart = 0; restart < 50; restart++) {
      held = Optional.empty();
      step(MONTHLY);
    }

    assertThat(entry.credentials()).hasSizeLessThan(10);
    assertThat(entry.digests()).contains(digest(1));
  }

  @Test
  void remembersItsStateInAnAnnotationWithoutATokenInIt() {
    rotated();

    assertThat(entry.toAnnotation()).doesNotContain("token-").contains(digest(1));
  }
}
