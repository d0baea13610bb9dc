package io.promferry.loadtests.ledger;

import static io.promferry.loadtests.ledger.SmallLoad.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.driver.WriteProtocol;
import org.junit.jupiter.api.Test;

class LedgerSizeTest {
  private static final int TENANTS = 500;
  private static final int SERIES = 2000;
  private static final int SCRAPES = 100;
  private static final long MEBIBYTE = 1 << 20;

  private final SmallLoad load = SmallLoad.of(TENANTS, 1, SERIES, WriteProtocol.RW1);
  private final Ledger ledger = load.ledger();

  @Test
  void keepsAHundredMillionSamplesInSixteenMebibytes() {
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      for (int scrape = 0; scrape < SCRAPES; scrape++) {
        acknowledge(tenant, scrape, 0);
      }
    }

    assertThat(ledger.books().acknowledged()).isEqualTo(100_000_000);
    assertThat(ledger.bytes()).isLessThan(16 * MEBIBYTE);
  }

  @Test
  void doesNotGrowWithWhatIsFound() {
    acknowledge(0, 0, 0);
    load.find(ledger, 0, load.bodies().getFirst(), 0, 0);
    long before = ledger.bytes();
    load.find(ledger, 0, load.bodies().getFirst(), 0, 0);
    load.find(ledger, 1, load.bodies().getFirst(), 0, 0);
    load.find(ledger, 0, load.bodies().getFirst(), 1_000_000, 0);

    assertThat(ledger.bytes()).isEqualTo(before);
  }

  private void acknowledge(int tenant, int scrape, int generation) {
    var body = load.bodies().getFirst();
    ledger.sending(tenant, body, timestamp(scrape), generation);
    ledger.acknowledged(tenant, body, timestamp(scrape), generation);
  }
}
