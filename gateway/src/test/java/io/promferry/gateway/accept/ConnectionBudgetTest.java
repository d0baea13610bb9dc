package io.promferry.gateway.accept;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;

class ConnectionBudgetTest {
  private static final InetAddress ACME = InetAddress.ofLiteral("192.0.2.1");
  private static final InetAddress BETA = InetAddress.ofLiteral("2001:db8::1");

  private final ConnectionBudget budget = new ConnectionBudget(10);

  @Test
  void leavesRoomForAnotherAddressHoweverManyOneWants() {
    int taken = 0;
    while (budget.tryTake(ACME)) {
      taken++;
    }

    assertThat(taken).isEqualTo(5);
    assertThat(budget.tryTake(BETA)).isTrue();
  }

  @Test
  void forgetsAnAddressThatHasNoConnection() {
    budget.tryTake(ACME);
    budget.tryTake(ACME);
    budget.release(ACME);
    assertThat(budget.addresses()).isEqualTo(1);

    budget.release(ACME);

    assertThat(budget.addresses()).isZero();
    assertThat(budget.used()).isZero();
  }

  @Test
  void remembersNobodyWhomItRefuses() {
    for (int i = 0; i < 10; i++) {
      budget.tryTake(InetAddress.ofLiteral("192.0.2." + i));
    }

    assertThat(budget.tryTake(BETA)).isFalse();
    assertThat(budget.addresses()).isEqualTo(10);
  }
}
