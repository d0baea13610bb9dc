package io.promferry.gateway.tenant;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.tenant.CredentialUses.Use;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CredentialUsesTest {
  private static final Credential OLD = new Credential.BearerToken(TokenDigest.ofToken("old"));
  private static final Credential NEW = new Credential.BearerToken(TokenDigest.ofToken("new"));

  private final CredentialUses uses = CredentialUses.of(List.of(OLD, NEW), null);

  @Test
  void knowsWhichCredentialWasUsedAndWhen() {
    uses.used(OLD, 100);
    uses.used(OLD, 99);

    assertThat(uses.snapshot())
        .containsExactly(new Use(OLD, OptionalLong.of(100)), new Use(NEW, OptionalLong.empty()));
  }

  @Test
  void keepsWhatStaysACredentialAndForgetsTheRest() {
    uses.used(OLD, 100);
    uses.used(NEW, 101);

    var after = CredentialUses.of(List.of(NEW), uses);

    assertThat(after.snapshot()).containsExactly(new Use(NEW, OptionalLong.of(101)));
    assertThat(CredentialUses.of(List.of(OLD), after).snapshot())
        .containsExactly(new Use(OLD, OptionalLong.empty()));
  }

  @Test
  void seesWhatIsStillUsedThroughItsPredecessor() {
    var after = CredentialUses.of(List.of(OLD), uses);

    uses.used(OLD, 100);

    assertThat(after.snapshot()).containsExactly(new Use(OLD, OptionalLong.of(100)));
  }

  @Test
  void ignoresWhatIsNoCredentialOfTheTenant() {
    CredentialUses.of(List.of(OLD), null).used(NEW, 100);

    assertThat(uses.snapshot()).allMatch(use -> use.lastUsedSeconds().isEmpty());
  }
}
