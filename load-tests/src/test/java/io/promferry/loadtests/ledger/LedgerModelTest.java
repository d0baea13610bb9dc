package io.promferry.loadtests.ledger;

import static io.promferry.loadtests.ledger.SmallLoad.timestamp;
import static org.assertj.core.api.Assertions.assertThat;

import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.report.Books;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random deliveries and finds, told to a ledger and to plain maps. */
class LedgerModelTest {
  private static final int TENANTS = 4;
  private static final int SCRAPES = 20;
  private static final int GENERATIONS = 3;
  private static final int STEPS = 4000;

  private final SmallLoad load = SmallLoad.of(TENANTS, 3, 4, WriteProtocol.RW1);
  private final Ledger ledger = load.ledger();
  private final Map<Write, Integer> sent = new HashMap<>();
  private final Set<Write> acknowledged = new HashSet<>();
  private final Set<One> found = new HashSet<>();
  private long duplicates;
  private long unknown;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void saysWhatPlainMapsSay(long seed) {
    var random = new Random(seed);
    for (int step = 0; step < STEPS; step++) {
      switch (random.nextInt(6)) {
        case 0 -> send(write(random), random.nextInt(GENERATIONS));
        case 1 -> acknowledge(write(random));
        default -> find(write(random), random.nextInt(4), random.nextInt(GENERATIONS));
      }
    }

    assertThat(ledger.books()).usingRecursiveComparison().ignoringFields("examples").isEqualTo(model());
  }

  private Write write(Random random) {
    return new Write(
        random.nextInt(TENANTS), random.nextInt(load.bodies().size()), random.nextInt(SCRAPES));
  }

  private void send(Write write, int generation) {
    if (sent.putIfAbsent(write, generation) == null) {
      ledger.sending(
          write.tenant, load.bodies().get(write.body), timestamp(write.scrape), generation);
    }
  }

  private void acknowledge(Write write) {
    var generation = sent.get(write);
    if (generation != null) {
      acknowledged.add(write);
      ledger.acknowledged(
          write.tenant, load.bodies().get(write.body), timestamp(write.scrape), generation);
    }
  }

  private void find(Write write, int number, int generation) {
    int series = load.bodies().get(write.body).firstSeries() + number;
    load.find(ledger, write.tenant, series, write.scrape, generation);
    if (!Integer.valueOf(generation).equals(sent.get(write))) {
      unknown++;
    } else if (!found.add(new One(write, number))) {
      duplicates++;
    }
  }

  private Books model() {
    long foundOfAcknowledged =
        found.stream().filter(one -> acknowledged.contains(one.write)).count();
    return new Books(
        4L * sent.size(),
        4L * acknowledged.size(),
        found.size(),
        duplicates,
        4L * acknowledged.size() - foundOfAcknowledged,
        unknown,
        0,
        List.of());
  }

  private record Write(int tenant, int body, int scrape) {}

  private record One(Write write, int number) {}
}
