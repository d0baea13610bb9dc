package io.promferry.gateway.upstream;

import io.promferry.gateway.wire.DropReason;
import io.promferry.gateway.wire.PartCounts;
import java.util.Map;
import java.util.OptionalInt;

/** What became of one write, at one store or at all required ones together. */
public sealed interface Delivery {
  /**
   * It has the write: the store answered with its own 2xx.
   *
   * @param written what counts as written; parts that were left out on purpose are among them
   * @param dropped what did not go along, by reason
   */
  record Accepted(PartCounts written, Map<DropReason, Integer> dropped) implements Delivery {
    public Accepted {
      dropped = Map.copyOf(dropped);
    }
  }

  /**
   * It refused a part for good, and has all of the rest.
   *
   * @param written as in {@link Accepted}, as far as it is known; never too much
   * @param text one line for the sender: how much, and the first offenders with their reason
   */
  record DataRefused(PartCounts written, String text, Map<DropReason, Integer> dropped)
      implements Delivery {
    public DataRefused {
      dropped = Map.copyOf(dropped);
    }
  }

  /**
   * Anything that may be otherwise next time, or is the gateway's own trouble with the store.
   *
   * @param reason one word for metrics
   * @param text one line for the sender
   * @param retryAfterSeconds what the store asked for
   */
  record Unavailable(String reason, String text, OptionalInt retryAfterSeconds)
      implements Delivery {
    private static final String IN_PIECES = "piecewise_";

    Unavailable(String reason, String text) {
      this(reason, text, OptionalInt.empty());
    }

    /** The store is there, and it is not yet known what of the write it refuses: come back soon. */
    static Unavailable inPieces(String word, String text) {
      return new Unavailable(IN_PIECES + word, text, OptionalInt.of(1));
    }

    /** Of a store that tells tenants apart, it says something of one of them only. */
    boolean isRateLimit() {
      return reason.equals(StoreAnswer.RATE_LIMITED);
    }

    boolean isAboutData() {
      return reason.startsWith(IN_PIECES);
    }
  }

  /** The client went away and the delivery was given up; nobody is waiting for this. */
  record Abandoned() implements Delivery {}

  /** What counts as written at the store: nothing unless it has answered so. */
  default PartCounts counts() {
    return switch (this) {
      case Accepted accepted -> accepted.written();
      case DataRefused refused -> refused.written();
      case Unavailable _, Abandoned _ -> PartCounts.NONE;
    };
  }

  /** What did not go along, by reason. */
  default Map<DropReason, Integer> drops() {
    return switch (this) {
      case Accepted accepted -> accepted.dropped();
      case DataRefused refused -> refused.dropped();
      case Unavailable _, Abandoned _ -> Map.of();
    };
  }

  /** The value of a metric's {@code outcome} tag; one of a fixed set of words. */
  default String outcome() {
    return switch (this) {
      case Accepted _ -> "accepted";
      case DataRefused _ -> "data_refused";
      case Unavailable unavailable -> unavailable.reason();
      case Abandoned _ -> "abandoned";
    };
  }
}
