package io.promferry.gateway.http;

import io.promferry.gateway.events.LogEvent;
import io.promferry.gateway.events.UnexpectedFailures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps open status pages up to date by server-sent events (WHATWG HTML, 9.2): an event {@code all}
 * first, then from time to time {@code change} with the rows that have changed. Nothing is looked
 * at while nobody looks. Thread-safe.
 */
final class FleetFeed {
  private static final Logger logger = LoggerFactory.getLogger(FleetFeed.class);
  static final int MOST_VIEWERS = 32;

  /** Often enough for whoever watches. */
  static final Duration EVERY = Duration.ofSeconds(2);

  private final Vertx vertx;
  private final Overview overview;
  private final OtherFleets others;
  private final Duration every;
  private final List<Viewer> viewers = new ArrayList<>();
  private final UnexpectedFailures failures =
      new UnexpectedFailures(LogEvent.STATUS_PAGE_ERROR, logger);
  private FleetRows last = FleetRows.NONE;
  private boolean looking;
  private long timer = -1;

  /** A page that is open. One that reads too slowly is told everything again when it can. */
  private static final class Viewer {
    final HttpServerResponse response;
    boolean knowsLast;

    Viewer(HttpServerResponse response) {
      this.response = response;
    }

    void tell(String event, String data) {
      var _ = response.write("event: " + event + "\ndata: " + data + "\n\n");
    }
  }

  FleetFeed(Vertx vertx, Overview overview, OtherFleets others, Duration every) {
    this.vertx = vertx;
    this.overview = overview;
    this.others = others;
    this.every = every;
  }

  /** Answers until the viewer goes; with 503 where too many look already. */
  void answer(HttpServerRequest request) {
    var viewer = new Viewer(request.response());
    if (!add(viewer)) {
      Answers.text(request, 503, MOST_VIEWERS + " pages are open already");
      return;
    }
    viewer.response.closeHandler(_ -> remove(viewer)).exceptionHandler(_ -> remove(viewer));
    viewer
        .response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    var _ = viewer.response.write("retry: " + every.toMillis() + "\n\n");
    look();
  }

  private synchronized boolean add(Viewer viewer) {
    if (viewers.size() >= MOST_VIEWERS) {
      return false;
    }
    viewers.add(viewer);
    if (timer < 0) {
      timer = vertx.setPeriodic(every.toMillis(), _ -> look());
    }
    return true;
  }

  private synchronized void remove(Viewer viewer) {
    viewers.remove(viewer);
    if (viewers.isEmpty() && timer >= 0) {
      vertx.cancelTimer(timer);
      timer = -1;
      last = FleetRows.NONE;
      others.forget();
    }
  }

  /** From a worker: thousands of tenants take longer than an event loop may be held up. */
  private void look() {
    synchronized (this) {
      if (looking) {
        return;
      }
      looking = true;
    }
    others
        .ask()
        .compose(heard -> vertx.executeBlocking(() -> merged(heard), false))
        .map(Objects::requireNonNull)
        .onComplete(this::tell, this::failed);
  }

  private FleetRows merged(List<Heard> heard) {
    return MergedFleet.of(ReplicaFleet.of(overview, others.process()), heard);
  }

  private synchronized void tell(FleetRows now) {
    looking = false;
    var change = now.since(last);
    for (var viewer : List.copyOf(viewers)) {
      if (viewer.response.writeQueueFull()) {
        viewer.knowsLast = false;
      } else if (viewer.knowsLast) {
        viewer.tell("change", change);
      } else {
        viewer.tell("all", now.all());
        viewer.knowsLast = true;
      }
    }
    last = viewers.isEmpty() ? FleetRows.NONE : now;
  }

  private synchronized void failed(Throwable cause) {
    looking = false;
    failures.happened(cause, "status page cannot be kept up to date");
  }
}
