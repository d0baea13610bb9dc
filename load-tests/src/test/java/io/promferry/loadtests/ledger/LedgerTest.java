package io.promferry.loadtests.ledger;

import static io.promferry.loadtests.ledger.SmallLoad.FIRST;
import static io.promferry.loadtests.ledger.SmallLoad.NEIGHBOUR;
import static io.promferry.loadtests.ledger.SmallLoad.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.report.Books;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {
  private static final int TENANT = 1;
  private static final int FLOAT = 3;
  private static final int HISTOGRAM = 2;

  private final SmallLoad load = SmallLoad.of(3, 2, 5, WriteProtocol.RW1);
  private final SmallBody first = load.bodies().get(0);
  private final SmallBody second = load.bodies().get(1);
  private final Ledger ledger = load.ledger();

  @Test
  void balancesWhenEverySampleIsFoundOnce() {
    acknowledge(first, 0, 0);
    acknowledge(second, 9, 0);
    load.find(ledger, TENANT, first, 0, 0);
    load.find(ledger, TENANT, second, 9, 0);

    assertThat(ledger.books()).isEqualTo(new Books(10, 10, 10, 0, 0, 0, 0, List.of()));
  }

  @Test
  void countsIdenticalDuplicates() {
    acknowledge(first, 0, 0);
    load.find(ledger, TENANT, first, 0, 0);
    load.find(ledger, TENANT, first, 0, 0);

    assertThat(ledger.books()).isEqualTo(new Books(5, 5, 5, 5, 0, 0, 0, List.of()));
  }

  @Test
  void missesWhatWasAcknowledged() {
    acknowledge(first, 0, 0);
    load.find(ledger, TENANT, 0, 0, 0);

    var books = ledger.books();
    assertThat(books.lost()).isEqualTo(4);
    assertThat(books.examples())
        .hasSize(4)
        .contains(
            "{__name__=\"metric_1\", pod=\"pod-0\", tenant=\"load-00001\","
                + " vpc=\"vpc-load-00001\", zone=\"zone1\"} at 2023-11-14T22:13:20Z: was"
                + " acknowledged and is not there");
  }

  @Test
  void missesNothingThatWasNotAcknowledged() {
    ledger.sending(TENANT, first, timestamp(0), 0);
    ledger.sending(TENANT, second, timestamp(0), 0);
    ledger.dropped(TENANT, second, timestamp(0), 0, 400);

    assertThat(ledger.books()).isEqualTo(new Books(10, 0, 0, 0, 0, 0, 0, List.of()));
  }

  @Test
  void acceptsWhatWasSentAndNotAcknowledged() {
    ledger.sending(TENANT, first, timestamp(0), 0);
    load.find(ledger, TENANT, first, 0, 0);

    assertThat(ledger.books()).isEqualTo(new Books(5, 0, 5, 0, 0, 0, 0, List.of()));
  }

  @Test
  void doesNotKnowWhatWasNeverSent() {
    acknowledge(first, 0, 0);
    load.find(ledger, TENANT, first, 0, 0);

    load.find(ledger, TENANT, second, 0, 0);
    load.find(ledger, TENANT, first, 1, 0);
    load.find(ledger, TENANT, first, 800, 0);
    load.find(ledger, 2, FLOAT, 0, 0);

    assertUnknown(16, "was never sent");
  }

  @Test
  void doesNotKnowTimesBetweenScrapes() {
    acknowledge(first, 0, 0);
    load.find(ledger, TENANT, first, 0, 0);

    ledger.found(load.labels(TENANT, FLOAT, 0), FIRST + 1, load.series().value(FLOAT));
    ledger.found(load.labels(TENANT, FLOAT, 0), FIRST - SmallLoad.INTERVAL, 0);

    assertUnknown(2, "was never sent");
  }

  @Test
  void doesNotKnowSeriesWithMoreLabels() {
    findFloatWith(Map.of("more", "x"));

    assertUnknown(1, "more=\"x\"");
  }

  @Test
  void doesNotKnowSeriesWithALabelLess() {
    acknowledgeAndFind();
    var labels = new HashMap<>(load.series().labels(FLOAT, 0));
    labels.remove("zone");
    ledger.found(
        MapLabels.of(labels, LoadTenants.entry(TENANT).labels()),
        FIRST,
        load.series().value(FLOAT));

    assertUnknown(1, "was never sent");
  }

  @Test
  void doesNotKnowLabelsOfAnotherGeneration() {
    acknowledge(first, 0, 6);
    load.find(ledger, TENANT, first, 0, 6);
    acknowledge(first, 1, 7);
    load.find(ledger, TENANT, first, 1, 7);

    load.find(ledger, TENANT, FLOAT, 1, 6);

    assertUnknown(1, "pod=\"pod-6\"");
  }

  @Test
  void doesNotKnowAnotherValue() {
    acknowledgeAndFind();
    ledger.found(load.labels(TENANT, FLOAT, 0), FIRST, 4.6);

    assertUnknown(1, "shows 4.6 where 4.5 was sent");
  }

  @Test
  void doesNotKnowAnotherCountOrSum() {
    acknowledgeAndFind();
    ledger.found(load.labels(TENANT, HISTOGRAM, 0), FIRST, new Totals(2, 0.75));
    ledger.found(load.labels(TENANT, HISTOGRAM, 0), FIRST, new Totals(3, 0.5));

    assertUnknown(2, "shows Totals[count=2.0, sum=0.75] where Totals[count=2.0, sum=0.5] was sent");
  }

  @Test
  void doesNotTakeANumberForAHistogram() {
    acknowledgeAndFind();
    ledger.found(load.labels(TENANT, HISTOGRAM, 0), FIRST, 3);
    ledger.found(load.labels(TENANT, FLOAT, 0), FIRST, new Totals(0, 0));

    assertUnknown(2, "is a number where a histogram was sent");
  }

  @Test
  void missesTheSampleInWhosePlaceAnotherValueIs() {
    acknowledge(first, 0, 0);
    ledger.found(load.labels(TENANT, FLOAT, 0), FIRST, 4.6);

    assertThat(ledger.books().lost()).isEqualTo(5);
  }

  @Test
  void seesSeriesWithoutATenant() {
    acknowledgeAndFind();
    ledger.found(
        MapLabels.of(load.series().labels(FLOAT, 0), Map.of("vpc", "vpc-load-00001")), FIRST, 4.5);

    assertMisplaced(1, "has not exactly one tenant and one vpc of this run");
  }

  @Test
  void seesSeriesWithoutAVpc() {
    acknowledgeAndFind();
    ledger.found(
        MapLabels.of(load.series().labels(FLOAT, 0), Map.of("tenant", "load-00001")), FIRST, 4.5);

    assertMisplaced(1, "has not exactly one tenant and one vpc of this run");
  }

  @Test
  void seesSeriesUnderTheVpcOfAnother() {
    findFloatWith(Map.of("vpc", "vpc-load-00002"));

    assertMisplaced(1, "vpc=\"vpc-load-00002\"");
  }

  @Test
  void seesSeriesUnderATenantWhoIsNone() {
    findFloatWith(Map.of("tenant", "EVIL"));

    assertMisplaced(1, "tenant=\"EVIL\"");
  }

  @Test
  void seesALabelThatIsThereTwice() {
    acknowledgeAndFind();
    var labels = load.labels(TENANT, FLOAT, 0);
    ledger.found(new WithTenantTwice(labels), FIRST, 4.5);

    assertMisplaced(1, "has not exactly one tenant and one vpc of this run");
  }

  @Test
  void seesABodyUnderAnotherTenantByItsMarker() {
    acknowledgeAndFind();
    ledger.found(load.labels(TENANT, 0, 0), FIRST, 2);

    assertMisplaced(1, "was written by load-00002");
  }

  @Test
  void seesSeriesOfTheLoadUnderOneWhoIsNotOfIt() {
    acknowledgeAndFind();
    ledger.found(
        MapLabels.of(load.series().labels(FLOAT, 0), NEIGHBOUR.labels()), FIRST, 4.5);

    assertMisplaced(1, "is the load's, and under a tenant who is none of it");
  }

  @Test
  void keepsNoBooksOfOthers() {
    ledger.found(MapLabels.of(Map.of("__name__", "up"), NEIGHBOUR.labels()), FIRST + 1, 1);

    assertThat(ledger.books()).isEqualTo(new Books(0, 0, 0, 0, 0, 0, 0, List.of()));
  }

  @Test
  void countsExemplars() {
    ledger.foundExemplar(
        load.labels(TENANT, FLOAT, 0), MapLabels.of(Map.of("trace_id", "1f")), FIRST);

    assertThat(ledger.exemplars()).isOne();
    assertThat(ledger.books().balance()).isTrue();
  }

  @Test
  void seesForgedLabelsInExemplars() {
    ledger.foundExemplar(
        load.labels(TENANT, FLOAT, 0), MapLabels.of(Map.of("vpc", "vpc-load-00001")), FIRST);

    assertMisplaced(1, "has an exemplar with forged labels {vpc=\"vpc-load-00001\"}");
  }

  @Test
  void seesExemplarsOfNoTenant() {
    ledger.foundExemplar(
        MapLabels.of(Map.of("__name__", "up")), MapLabels.of(Map.of("trace_id", "1f")), FIRST);

    assertMisplaced(1, "is of no tenant of this run");
  }

  @Test
  void countsABodyThatIsNoneAsUnknown() {
    ledger.unreadable("truncated");

    assertUnknown(1, "A body cannot be read: truncated");
  }

  @Test
  void givesTenExamplesAtMost() {
    acknowledge(first, 0, 0);
    acknowledge(second, 0, 0);
    load.find(ledger, 2, first, 0, 0);

    var books = ledger.books();
    assertThat(books.lost()).isEqualTo(10);
    assertThat(books.unknown()).isEqualTo(5);
    assertThat(books.examples()).hasSize(10).anyMatch(one -> one.endsWith("never sent"));
  }

  private void acknowledge(SmallBody body, int scrape, int generation) {
    ledger.sending(TENANT, body, timestamp(scrape), generation);
    ledger.acknowledged(TENANT, body, timestamp(scrape), generation);
  }

  /** So that only what follows is wrong. */
  private void acknowledgeAndFind() {
    acknowledge(first, 0, 0);
    load.find(ledger, TENANT, first, 0, 0);
  }

  private void findFloatWith(Map<String, String> other) {
    acknowledgeAndFind();
    var labels = new HashMap<>(load.series().labels(FLOAT, 0));
    labels.putAll(LoadTenants.entry(TENANT).labels());
    labels.putAll(other);
    ledger.found(MapLabels.of(labels), FIRST, load.series().value(FLOAT));
  }

  private void assertUnknown(int samples, String words) {
    var books = ledger.books();
    assertThat(books.unknown()).isEqualTo(samples);
    assertThat(books.misplaced()).isZero();
    assertThat(books.lost()).isZero();
    assertThat(books.balance()).isFalse();
    assertThat(books.examples()).anyMatch(one -> one.contains(words));
  }

  private void assertMisplaced(int samples, String words) {
    var books = ledger.books();
    assertThat(books.misplaced()).isEqualTo(samples);
    assertThat(books.unknown()).isZero();
    assertThat(books.lost()).isZero();
    assertThat(books.balance()).isFalse();
    assertThat(books.examples()).anyMatch(one -> one.contains(words));
  }

  /** The same labels, and a second tenant before them. */
  private record WithTenantTwice(Labels labels) implements Labels {
    @Override
    public int size() {
      return labels.size() + 1;
    }

    @Override
    public String name(int at) {
      return at == 0 ? "tenant" : labels.name(at - 1);
    }

    @Override
    public String value(int at) {
      return at == 0 ? "load-00001" : labels.value(at - 1);
    }

    @Override
    public long nameHash(int at) {
      return TextHash.of(name(at));
    }

    @Override
    public long valueHash(int at) {
      return TextHash.of(value(at));
    }
  }
}
