package io.promferry.loadtests.compare;

/** Finds the highest rate that is held: by growing until one is not, and then halving between. */
final class CapacitySearch {
  private static final double GROWTH = 1.6;
  private static final int MOST_GROWTHS = 12;
  private static final int HALVINGS = 3;

  /** What became of one rate. */
  enum Held {
    HELD,
    NOT_HELD,
    /** The driver could not make it. */
    NOT_DRIVEN
  }

  /** Tries a rate. */
  interface Attempt {
    Held at(double samplesPerSecond);
  }

  private final Attempt attempt;

  CapacitySearch(Attempt attempt) {
    this.attempt = attempt;
  }

  /** Zero where not even {@code from} is held; each rate is tried twice before it is given up. */
  Capacity from(double from) {
    double held = 0;
    double rate = from;
    var end = twice(rate);
    for (int i = 0; end == Held.HELD && i < MOST_GROWTHS; i++) {
      held = rate;
      rate *= GROWTH;
      end = twice(rate);
    }
    return between(end == Held.HELD ? rate : held, rate, end);
  }

  private Capacity between(double held, double tooMuch, Held why) {
    double low = held;
    double high = tooMuch;
    var end = why;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      var now = twice(middle);
      if (now == Held.HELD) {
        low = middle;
      } else {
        high = middle;
        end = now;
      }
    }
    return new Capacity(low, end == Held.NOT_DRIVEN);
  }

  /** A rate may fail for a moment's noise. */
  private Held twice(double rate) {
    var first = attempt.at(rate);
    return first == Held.HELD ? first : attempt.at(rate);
  }
}
