package io.promferry.loadtests.ledger;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All scrapes of one tenant. Grows with what is sent, not with what is found. Thread-safe. */
final class TenantBooks {
  private final Layout layout;
  private final List<@Nullable EightScrapes> scrapes = new ArrayList<>();

  TenantBooks(Layout layout) {
    this.layout = layout;
  }

  synchronized void sending(int body, int scrape, int generation) {
    int at = scrape / EightScrapes.SCRAPES;
    while (scrapes.size() <= at) {
      scrapes.add(null);
    }
    var eight = scrapes.get(at);
    if (eight == null) {
      eight = new EightScrapes(layout);
      scrapes.set(at, eight);
    }
    eight.send(body, scrape, generation);
  }

  synchronized void acknowledged(int body, int scrape) {
    var eight = eight(scrape);
    if (eight != null) {
      eight.acknowledge(body, scrape);
    }
  }

  /** The generation in which a body was sent, or {@link EightScrapes#NEVER_SENT}. */
  synchronized int generation(int body, int scrape) {
    var eight = eight(scrape);
    return eight == null ? EightScrapes.NEVER_SENT : eight.generation(body, scrape);
  }

  /** Of something that was sent; returns whether it is found for the first time. */
  synchronized boolean found(int series, int scrape) {
    var eight = eight(scrape);
    return eight != null && eight.find(layout.bodyOf(series), series, scrape);
  }

  synchronized void count(Tally tally) {
    for (var eight : scrapes) {
      if (eight != null) {
        tally.add(eight, layout);
      }
    }
  }

  /** Tells of the samples that were acknowledged and are not there. */
  synchronized void lost(LostSamples lost) {
    for (int scrape = 0; scrape < scrapes.size() * EightScrapes.SCRAPES; scrape++) {
      var eight = eight(scrape);
      for (int body = 0; eight != null && body < layout.bodies(); body++) {
        if (eight.isAcknowledged(body, scrape)
            && eight.foundCount(body, scrape) < layout.seriesCount(body)) {
          lostOf(eight, body, scrape, lost);
        }
      }
    }
  }

  synchronized long bytes() {
    long bytes = (long) Long.BYTES * scrapes.size();
    for (var eight : scrapes) {
      bytes += eight == null ? 0 : eight.bytes();
    }
    return bytes;
  }

  private void lostOf(EightScrapes eight, int body, int scrape, LostSamples lost) {
    for (int number = 0; number < layout.seriesCount(body); number++) {
      int series = layout.firstSeries(body) + number;
      if (!eight.isFound(series, scrape)) {
        lost.lost(series, eight.generation(body, scrape), scrape);
      }
    }
  }

  private @Nullable EightScrapes eight(int scrape) {
    int at = scrape / EightScrapes.SCRAPES;
    return at < scrapes.size() ? scrapes.get(at) : null;
  }

  /** Is told of each sample that has been lost. */
  interface LostSamples {
    void lost(int series, int generation, int scrape);
  }
}
