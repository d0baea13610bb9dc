package io.promferry.loadtests.driver;

import java.util.ArrayList;
import java.util.List;

/**
 * From the time of the scrapes, which are an interval apart, to the time of the run, in which a
 * pace brings them sooner or later. Both in nanoseconds since the start.
 */
final class PacedTime {
  private final List<Stretch> stretches;

  PacedTime(Pace pace) {
    var found = new ArrayList<Stretch>();
    var last = new Stretch(0, 0, 1);
    for (var step : pace.steps()) {
      found.add(last);
      long from = step.from().toNanos();
      last = new Stretch(from, last.scrapesAt(from), step.times());
    }
    found.add(last);
    stretches = List.copyOf(found);
  }

  /** When in the run a scrape time is reached; {@link Long#MAX_VALUE} for never. */
  long runNanos(long scrapeNanos) {
    int at = stretches.size() - 1;
    while (at > 0 && stretches.get(at).scrapes > scrapeNanos) {
      at--;
    }
    return stretches.get(at).runAt(scrapeNanos);
  }

  /** A part of the run with one pace, from where on. */
  private record Stretch(long run, double scrapes, double times) {
    double scrapesAt(long runNanos) {
      return scrapes + (runNanos - run) * times;
    }

    long runAt(long scrapeNanos) {
      return times > 0 ? run + Math.round((scrapeNanos - scrapes) / times) : Long.MAX_VALUE;
    }
  }
}
