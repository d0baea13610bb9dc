package io.promferry.gateway.limits;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.limits.FairBudget.Grant;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FairBudgetTest {
  private final FairBudget budget = new FairBudget(1_200);

  @Test
  void givesOneGreedyShareHalf() {
    assertThat(takeAll(budget.share())).isEqualTo(600);
  }

  @Test
  void givesTwoGreedySharesAThirdEach() {
    var first = budget.share();
    var second = budget.share();
    for (int i = 0; i < 1_200; i++) {
      assertThat(first.tryTake(1) || first.used() == 400).isTrue();
      assertThat(second.tryTake(1) || second.used() == 400).isTrue();
    }

    assertThat(first.used()).isEqualTo(400);
    assertThat(second.used()).isEqualTo(400);
  }

  @Test
  void findsRoomForANewcomerBesideAGreedyShare() {
    takeAll(budget.share());

    assertThat(budget.share().tryTake(600)).isTrue();
  }

  @Test
  void givesAShareThatHasNothingWhateverIsFree() {
    var share = budget.share();

    assertThat(share.tryTake(1_201)).isFalse();
    assertThat(share.tryTake(1_200)).isTrue();
    share.release(1_200);
    assertThat(share.tryTake(1_200)).isTrue();
  }

  @Test
  void keepsAReserveForSmallWishesWhileOthersHaveSomething() {
    var reserved = FairBudget.withReserve(1_024);
    var small = reserved.share();
    small.tryTake(16);

    assertThat(reserved.share().tryTake(881)).isFalse();
    assertThat(reserved.share().tryTake(880)).isTrue();
    assertThat(reserved.share().tryTake(17)).isFalse();
    assertThat(small.tryTake(16)).isTrue();
    assertThat(reserved.share().tryTake(16)).isTrue();
  }

  @Test
  void givesTheReserveTooToWhoeverIsAlone() {
    assertThat(FairBudget.withReserve(1_024).share().tryTake(1_024)).isTrue();
  }

  @Test
  void countsNothingOfWhatItRefuses() {
    var share = budget.share();
    share.tryTake(700);

    assertThat(share.tryTake(501)).isFalse();
    assertThat(share.tryTake(500)).isFalse();
    assertThat(share.used()).isEqualTo(700);
    assertThat(budget.used()).isEqualTo(700);
  }

  @Test
  void tellsAFullShareFromAFullBudget() {
    var hold = budget.share().hold();
    var share = budget.share();
    share.tryTake(400);
    hold.take(500);

    assertThat(share.hold().take(1)).isEqualTo(Grant.SHARE_FULL);
    assertThat(share.hold().take(301)).isEqualTo(Grant.BUDGET_FULL);
  }

  @Test
  void givesARequestThatIsAloneInItsShareAllThatIsFree() {
    var share = budget.share();
    var request = share.hold();

    assertThat(request.take(400)).isEqualTo(Grant.GRANTED);
    assertThat(request.take(800)).isEqualTo(Grant.GRANTED);
    request.release();
    request.release();
    assertThat(budget.used()).isZero();
    assertThat(share.used()).isZero();
  }

  @Test
  void letsOneOfTwoLargeRequestsPassOnceTheOtherHasGivenUp() {
    var share = budget.share();
    var one = share.hold();
    var other = share.hold();
    one.take(400);
    other.take(200);

    assertThat(one.take(800)).isEqualTo(Grant.BUDGET_FULL);
    assertThat(other.take(400)).isEqualTo(Grant.SHARE_FULL);
    one.release();
    assertThat(other.takeUpTo(1_200)).isEqualTo(Grant.GRANTED);
    assertThat(other.takeUpTo(1_200)).isEqualTo(Grant.GRANTED);
    assertThat(budget.used()).isEqualTo(1_200);
  }

  @Test
  void isNeverOverdrawnByManyAtOnce() throws InterruptedException {
    var held = new AtomicLong();
    var overdrawn = new AtomicBoolean();
    var shares = IntStream.range(0, 3).mapToObj(_ -> budget.share()).toList();
    var threads =
        IntStream.range(0, 4)
            .mapToObj(number ->
                Thread.ofPlatform()
                    .start(() -> {
                      var random = new SplittableRandom(number);
                      for (int i = 0; i < 50_000; i++) {
                        var hold = shares.get(random.nextInt(3)).hold();
                        long amount = random.nextLong(1_000);
                        if (hold.take(amount) == Grant.GRANTED) {
                          if (held.addAndGet(amount) > budget.capacity()) {
                            overdrawn.set(true);
                          }
                          held.addAndGet(-amount);
                          hold.release();
                        }
                      }
                    }))
            .toList();
    for (var thread : threads) {
      thread.join();
    }

    assertThat(overdrawn).isFalse();
    assertThat(budget.used()).isZero();
    assertThat(shares).allMatch(share -> share.used() == 0);
  }

  private static long takeAll(FairBudget.Share share) {
    while (share.tryTake(1)) {
      // Until it is refused.
    }
    return share.used();
  }
}
