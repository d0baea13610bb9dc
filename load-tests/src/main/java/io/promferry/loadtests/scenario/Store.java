package io.promferry.loadtests.scenario;

import io.promferry.loadtests.driver.Deliveries;
import io.promferry.loadtests.driver.Load;
import io.promferry.loadtests.ledger.Ledger;
import io.promferry.loadtests.ledger.StoreAudit;
import io.promferry.loadtests.peer.PeerBinaries;
import io.promferry.loadtests.peer.PrometheusConfig;
import io.promferry.loadtests.peer.PrometheusOptions;
import io.promferry.loadtests.peer.PrometheusServer;
import io.promferry.loadtests.peer.StoreServer;
import io.promferry.loadtests.peer.VictoriaMetricsServer;
import io.promferry.loadtests.report.Books;
import io.promferry.loadtests.sample.Window;
import io.promferry.loadtests.sink.LoadSink;
import io.promferry.loadtests.sink.SinkBehaviour;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** What the gateway writes to in a run, and what is known of it. */
sealed interface Store extends AutoCloseable {
  URI writeUri();

  /** Are told what was sent. */
  Deliveries deliveries();

  /** Changes how it takes writes. */
  void behave(SinkBehaviour behaviour);

  /** What has arrived of what was sent, after the last write; empty where nobody looks. */
  Optional<Books> books();

  @Override
  void close();

  /** A sink, with a ledger where it keeps books. */
  record Sink(LoadSink sink, Optional<Ledger> ledger) implements Store {
    @Override
    public URI writeUri() {
      return sink.writeUri();
    }

    @Override
    public Deliveries deliveries() {
      return ledger.<Deliveries>map(kept -> kept).orElse(Deliveries.UNWATCHED);
    }

    @Override
    public void behave(SinkBehaviour behaviour) {
      sink.behave(behaviour);
    }

    @Override
    public Optional<Books> books() {
      return ledger.map(Ledger::books);
    }

    @Override
    public void close() {
      sink.close();
    }
  }

  /**
   * A real store, running.
   *
   * @param firstTimestamp of the samples that it gets, in milliseconds since 1970
   */
  record Real(StoreServer server, Load load, Ledger ledger, long firstTimestamp) implements Store {
    /** What a store has taken it shows after a while. */
    private static final Duration SHOWS_WITHIN = Duration.ofSeconds(60);

    private static final long LOOK_NANOS = Duration.ofSeconds(2).toNanos();
    private static final Duration LATE = Duration.ofDays(1);

    static Real start(StoreKind kind, Path directory, Load load, Ledger ledger, long first) {
      StoreServer server =
          kind == StoreKind.PROMETHEUS
              ? PrometheusServer.server(
                  PrometheusOptions.newer(), directory, PrometheusConfig.central(LATE))
              : VictoriaMetricsServer.server(PeerBinaries.findNewer("victoria-metrics"), directory);
      server.start();
      return new Real(server, load, ledger, first);
    }

    @Override
    public URI writeUri() {
      return server.writeUri();
    }

    @Override
    public Deliveries deliveries() {
      return ledger;
    }

    @Override
    public void behave(SinkBehaviour behaviour) {
      throw new IllegalStateException("a real store does not do as it is told: " + behaviour);
    }

    @Override
    public Optional<Books> books() {
      long end = System.nanoTime() + SHOWS_WITHIN.toNanos();
      var books = audited();
      while (books.lost() > 0 && System.nanoTime() < end) {
        LockSupport.parkNanos(LOOK_NANOS);
        books = audited();
      }
      return Optional.of(books);
    }

    private Books audited() {
      var window =
          new Window(
              Instant.ofEpochMilli(firstTimestamp).minusSeconds(1),
              Instant.now().plus(load.interval()));
      new StoreAudit(server.query(), server.precision(), load, ledger).read(window);
      return ledger.books().withoutDuplicates();
    }

    @Override
    public void close() {
      server.close();
    }
  }
}
