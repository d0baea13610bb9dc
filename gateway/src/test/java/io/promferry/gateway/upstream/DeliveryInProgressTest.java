package io.promferry.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.gateway.upstream.Delivery.Abandoned;
import io.promferry.gateway.upstream.Delivery.Accepted;
import io.promferry.gateway.upstream.Delivery.DataRefused;
import io.promferry.gateway.upstream.Delivery.Unavailable;
import io.promferry.gateway.wire.PartCounts;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryInProgressTest {
  private static final Delivery ALL = new Accepted(new PartCounts(10, 2, 1), Map.of());
  private static final Delivery SOME = new Accepted(new PartCounts(10, 0, 5), Map.of());
  private static final Delivery PART =
      new DataRefused(new PartCounts(9, 2, 1), "a refuses 1", Map.of());
  private static final Delivery OTHER_PART =
      new DataRefused(new PartCounts(5, 2, 1), "b refuses 5", Map.of());
  private static final Delivery DOWN = new Unavailable("timeout", "c is slow");

  @Test
  void countsAsWrittenWhatEveryStoreHas() {
    assertThat(DeliveryInProgress.combined(List.of(ALL, SOME)))
        .isEqualTo(new Accepted(new PartCounts(10, 0, 1), Map.of()));
  }

  @Test
  void refusesWhatAnyStoreRefuses() {
    assertThat(DeliveryInProgress.combined(List.of(ALL, PART, OTHER_PART)))
        .isEqualTo(new DataRefused(new PartCounts(5, 2, 1), "a refuses 1; b refuses 5", Map.of()));
  }

  @Test
  void isToBeSentAgainWhenAnyStoreIsInTroubleWhateverTheOthersSay() {
    assertThat(DeliveryInProgress.combined(List.of(ALL, PART, DOWN))).isEqualTo(DOWN);
    assertThat(DeliveryInProgress.combined(List.of(DOWN, ALL))).isEqualTo(DOWN);
  }

  @Test
  void isAbandonedWithItsClient() {
    assertThat(DeliveryInProgress.combined(List.of(new Abandoned(), new Abandoned())))
        .isEqualTo(new Abandoned());
  }
}
