package io.promferry.gateway.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.tenant.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class JournalsTest {
  private static final Instant START = Instant.parse("2026-01-02T10:00:00Z");
  private static final TenantId ACME = new TenantId("acme", "vpc-acme");
  private static final TenantId BETA = new TenantId("beta", "vpc-beta");

  private final SettableClock clock = new SettableClock(START);
  private final Journals journals = new Journals(clock);

  @Test
  void keepsTheJournalOfATenantThatStays() {
    var journal = journals.of(ACME);

    journals.retain(Set.of(ACME, BETA));

    assertThat(journals.of(ACME)).isSameAs(journal);
  }

  @Test
  void beginsAgainWithATenantThatWasAway() {
    var journal = journals.of(ACME);
    journals.retain(Set.of(BETA));
    clock.advance(Duration.ofHours(1));

    var again = journals.of(ACME);

    assertThat(again).isNotSameAs(journal);
    assertThat(again.snapshot().knownSince()).isEqualTo(START.plus(Duration.ofHours(1)));
    assertThat(journals.started()).isEqualTo(START);
  }
}
