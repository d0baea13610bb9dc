package io.promferry.loadtests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.promferry.loadtests.driver.LoadTenants;
import io.promferry.loadtests.driver.WriteProtocol;
import io.promferry.loadtests.ledger.Ledger;
import io.promferry.loadtests.ledger.SmallBody;
import io.promferry.loadtests.ledger.SmallLoad;
import io.promferry.loadtests.ledger.StoreAudit;
import io.promferry.loadtests.peer.CentralStore;
import io.promferry.loadtests.report.Books;
import io.promferry.loadtests.sample.Window;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Keeps books of what real stores have taken. */
class StoreAuditIT {
  private static final int TENANTS = 2;
  private static final int SCRAPES = 3;

  @RegisterExtension final Lab lab = new Lab();

  private final long first = Instant.now().toEpochMilli() - (long) SCRAPES * SmallLoad.INTERVAL;

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "VICTORIA_METRICS"})
  void findsAllThatAStoreHasTaken(StoreKind kind) throws IOException, InterruptedException {
    var load = SmallLoad.of(TENANTS, 2, 2, WriteProtocol.RW1);
    assertBalance(kind.start(lab), load);
  }

  @Test
  void findsHistograms() throws IOException, InterruptedException {
    var load = SmallLoad.of(TENANTS, 1, 10, WriteProtocol.RW1);
    assertBalance(lab.newerCentralPrometheus("native-histograms"), load);
  }

  @ParameterizedTest
  @EnumSource(names = {"PROMETHEUS", "VICTORIA_METRICS"})
  void seesWhatHasNoVpcOrNoTenant(StoreKind kind) throws IOException, InterruptedException {
    var load = SmallLoad.of(TENANTS, 1, 2, WriteProtocol.RW1);
    var store = kind.start(lab);
    var body = load.bodies().getFirst();
    write(store, body.labelled(first, 0, 0, Map.of("tenant", LoadTenants.entry(0).name())));
    write(store, body.labelled(first, 0, 1, Map.of()));
    var ledger = load.ledger(first);

    await().atMost(Duration.ofSeconds(60)).until(() -> books(store, load, ledger).misplaced() >= 4);
    assertThat(ledger.books().found()).isZero();
  }

  private void assertBalance(CentralStore store, SmallLoad load)
      throws IOException, InterruptedException {
    var ledger = load.ledger(first);
    for (int tenant = 0; tenant < TENANTS; tenant++) {
      for (int scrape = 0; scrape < SCRAPES; scrape++) {
        for (var body : load.bodies()) {
          deliver(store, ledger, body, tenant, first + (long) scrape * SmallLoad.INTERVAL);
        }
      }
    }
    long samples = (long) TENANTS * SCRAPES * load.series().size();

    await().atMost(Duration.ofSeconds(60)).until(() -> books(store, load, ledger).lost() == 0);
    assertThat(ledger.books())
        .usingRecursiveComparison()
        .ignoringFields("duplicates")
        .isEqualTo(new Books(samples, samples, samples, 0, 0, 0, 0, List.of()));
  }

  private static void deliver(
      CentralStore store, Ledger ledger, SmallBody body, int tenant, long timestamp)
      throws IOException, InterruptedException {
    ledger.sending(tenant, body, timestamp, 0);
    write(store, body.labelled(timestamp, tenant, 0, LoadTenants.entry(tenant).labels()));
    ledger.acknowledged(tenant, body, timestamp, 0);
  }

  /** What a store has taken shows after a while, so this is asked again. */
  private Books books(CentralStore store, SmallLoad load, Ledger ledger) {
    var window =
        new Window(
            Instant.ofEpochMilli(first).minus(Duration.ofSeconds(1)),
            Instant.ofEpochMilli(first).plus(Duration.ofMinutes(1)));
    new StoreAudit(store.query(), store.precision(), load.load(), ledger).read(window);
    return ledger.books();
  }

  private static void write(CentralStore store, byte[] body)
      throws IOException, InterruptedException {
    try (var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(store.writeUri())
              .header("Content-Type", "application/x-protobuf")
              .header("Content-Encoding", "snappy")
              .header("X-Prometheus-Remote-Write-Version", "0.1.0")
              .POST(BodyPublishers.ofByteArray(body))
              .build();
      var answer = http.send(request, BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    }
  }
}
